import { describe, expect, test } from "vitest";
import {
  buildWeeklyReport,
  type FindingHistory,
  type ReportCheck,
  type WeeklyReportFacts,
} from "../../../domain/reporting/build-weekly-report.ts";
import { weeklyWords } from "../../../reports/weekly/words.ts";
import { createBusinessTime } from "../../../domain/time/business-time.ts";

const asOf = new Date("2026-11-23T07:00:00Z");
const score = (value: number | null) => ({ value, assessed: 9, enabled: 9, parts: [], cappedBy: null });
const check = (id: string): ReportCheck => ({
  id,
  title: `Title of ${id}`,
  executive: `Why ${id} matters.`,
  decision: `Decide on ${id}.`,
  subjectsStandAlone: true,
  receiverName: "Mia Chen",
});
function finding(findingId: string, own: Partial<FindingHistory> = {}): FindingHistory {
  return {
    findingId,
    checkId: "lead-unanswered",
    label: `Lead ${findingId}`,
    summary: `${findingId} waits.`,
    evidence: {},
    endedAt: null,
    severity: "high",
    url: null,
    since: new Date("2026-11-18T09:00:00Z"),
    episode: 1,
    isOpen: true,
    openedAt: new Date("2026-11-18T09:00:00Z"),
    isBaseline: false,
    ...own,
  };
}
function report(own: Partial<WeeklyReportFacts> = {}) {
  return buildWeeklyReport({
    clientId: "northwind",
    clientName: "Northwind",
    portalId: "42",
    week: { name: "2026-W47", firstDay: "2026-11-16", lastDay: "2026-11-22" },
    asOf,
    businessTime: createBusinessTime({ timeZone: "Europe/Berlin", hours: null, holidays: [] }),
    businessHours: "around the clock",
    say: ({ summary }) => summary ?? "nothing",
    checks: ["lead-unanswered", "owner-deactivated", "deal-close-date-past", "lead-stale", "campaign-untracked"].map(
      check,
    ),
    watching: ["lead-unanswered", "owner-deactivated", "deal-close-date-past", "lead-stale", "campaign-untracked"],
    outcomes: [],
    unchecked: null,
    score: score(90),
    scoreBefore: score(94),
    trend: [],
    findings: [],
    events: [],
    leads: {
      promiseMinutes: 60,
      raised: 0,
      answered: 0,
      answeredWithinPromise: 0,
      stillWithinPromise: 0,
      p50Minutes: null,
      p90Minutes: null,
      unanswered: [],
      known: true,
      reason: null,
    },
    runs: 7,
    lastRunId: "daily-1",
    dashboardUrl: null,
    ...own,
  });
}

describe("a week at whose end the client was not checked", () => {
  const unchecked = "Not checked: no complete daily audit since Thu 19 Nov, 06:00 UTC+1 (4 d).";

  test("has no score, no change and no colour, whatever was true before; and says since when", () => {
    const built = report({ unchecked, findings: [], events: [] });
    expect(built).toMatchObject({ score: null, change: null, grade: "unknown", coverage: { assessed: 0, enabled: 5 } });
    expect(built.verdict).toBe(`No score. ${unchecked}`);
    const words = weeklyWords(built);
    expect(words.scoreNote).toBe("not checked at the end of this week");
    const calm = [words.noDecision, words.broke.empty, words.fixed.empty, words.stillOpen];
    expect(calm).toEqual(calm.map(() => `Not known. ${unchecked}`));
  });

  test("still asks for what was open when it was last read", () => {
    expect(report({ unchecked, findings: [finding("a")] }).verdict).toBe(`No score. ${unchecked} One thing needs you.`);
  });
});

describe("the verdict line", () => {
  const decided = [finding("a")];
  test.each([
    [score(90), score(94), [], "Green, 90 (down 4). Nothing needs you this week."],
    [score(90), score(80), [], "Green, 90 (up 10). Nothing needs you this week."],
    [score(90), score(90), [], "Green, 90 (unchanged). Nothing needs you this week."],
    [score(90), null, [], "Green, 90. Nothing needs you this week."],
    [score(90), score(null), [], "Green, 90. Nothing needs you this week."],
    [score(71), score(75), decided, "Amber, 71 (down 4). One thing needs you."],
    [score(null), score(75), [], "No score: nothing could be assessed."],
    [null, null, decided, "No score: nothing could be assessed. One thing needs you."],
  ])("%#", (now, before, findings, verdict) => {
    expect(report({ score: now, scoreBefore: before, findings }).verdict).toBe(verdict);
  });

  test.each([
    [85, "green"],
    [84, "amber"],
    [65, "amber"],
    [64, "red"],
    [0, "red"],
    [null, "unknown"],
  ])("a score of %s is %s", (value, grade) => {
    expect(report({ score: score(value) }).grade).toBe(grade);
  });
});

describe("what the founder is asked to decide", () => {
  const decisions = (...findings: readonly FindingHistory[]) => report({ findings }).decisions;

  test("at most three matters, one for each check, worst first and then the most", () => {
    const asked = decisions(
      finding("1", { checkId: "lead-unanswered" }),
      finding("2", { checkId: "campaign-untracked" }),
      finding("3", { checkId: "campaign-untracked" }),
      finding("4", { checkId: "owner-deactivated", severity: "critical" }),
      finding("5", { checkId: "lead-stale" }),
      finding("6", { checkId: "deal-close-date-past" }),
      finding("7", { checkId: "deal-close-date-past" }),
      finding("8", { checkId: "deal-close-date-past" }),
    );
    expect(asked.map(({ what }) => what)).toEqual([
      "Decide on owner-deactivated.",
      "Decide on deal-close-date-past.",
      "Decide on campaign-untracked.",
    ]);
  });

  test("the worst one is named, the longest among equals, and the others counted", () => {
    const [asked] = decisions(
      finding("new"),
      finding("old", { since: new Date("2026-11-01T00:00:00Z") }),
      finding("mild", { severity: "low", since: new Date("2026-01-01T00:00:00Z") }),
    );
    expect(asked).toMatchObject({
      affected: "Lead old and 2 others",
      proposedOwner: "Mia Chen",
      whyNow: "Why lead-unanswered matters.",
    });
    expect(decisions(finding("one"))[0]).toMatchObject({ affected: "Lead one" });
    expect(decisions(finding("one"), finding("two"))[0]!.affected).toMatch(/ and 1 other$/);
  });

  test.each([
    ["critical", "2026-11-24"],
    ["high", "2026-11-26"],
  ] as const)("a %s one is due by %s, in the client's own calendar", (severity, by) => {
    expect(decisions(finding("a", { severity }))[0]!.by).toBe(by);
  });

  test("mild matters are the team's, unless they keep coming back", () => {
    expect(decisions(finding("a", { severity: "medium", episode: 2 }))).toEqual([]);
    expect(decisions(finding("a", { severity: "medium", episode: 3 }))).toHaveLength(1);
  });

  test("what is over, and checks that are switched off, ask for nothing", () => {
    expect(decisions(finding("a", { isOpen: false }))).toEqual([]);
    expect(decisions(finding("a", { checkId: "retired-check" }))).toEqual([]);
  });

  test("a check that is switched off takes nobody's place", () => {
    const off = ["x", "y", "z"].map((id) => finding(id, { checkId: `retired-${id}`, severity: "critical" }));
    expect(decisions(...off, finding("a"))).toHaveLength(1);
  });
});

describe("what broke and what was fixed", () => {
  const many = Array.from({ length: 11 }, (_, index) =>
    finding(`f${index}`, { severity: index === 10 ? "critical" : "medium" }),
  );
  const events = many.map(({ findingId }) => ({ findingId, kind: "broke" as const, minutesToResolve: null }));

  test("the worst eight are shown, and all are counted", () => {
    const { broke, brokeInAll, fixed, fixedInAll, stillOpen } = report({ findings: many, events });
    expect([broke.length, brokeInAll, fixed.length, fixedInAll, stillOpen]).toEqual([8, 11, 0, 0, 11]);
    expect(broke[0]).toMatchObject({ findingId: "f10", title: "Title of lead-unanswered", severity: "critical" });
  });

  test("what was fixed says how long it took", () => {
    const { fixed } = report({
      findings: [finding("a", { isOpen: false })],
      events: [{ findingId: "a", kind: "fixed", minutesToResolve: 90 }],
    });
    expect(fixed).toMatchObject([{ findingId: "a", minutesToResolve: 90, since: "2026-11-18T09:00:00.000Z" }]);
  });
});

test("what could not be assessed stands in the coverage, with its reason", () => {
  const outcome = (
    checkId: string,
    status: "assessed" | "partly-assessed" | "not-assessed",
    reason: string | null,
  ) => ({
    checkId,
    status,
    reason,
    remedy: null,
    passed: 0,
    failed: 0,
    unknown: 0,
    notApplicable: 0,
  });
  const { coverage } = report({
    score: { ...score(80), assessed: 7 },
    outcomes: [
      outcome("lead-unanswered", "not-assessed", "The token lacks a scope."),
      outcome("lead-stale", "partly-assessed", null),
      { ...outcome("owner-deactivated", "assessed", null), passed: 115, failed: 2, unknown: 3 },
      { ...outcome("of-a-measure", "assessed", null), unknown: 1 },
    ],
  });
  expect(coverage).toEqual({
    assessed: 7,
    enabled: 9,
    gaps: [
      { title: "Title of lead-unanswered", reason: "The token lacks a scope." },
      { title: "Title of lead-stale", reason: "it could not be assessed" },
    ],
    unjudged: [{ title: "Title of owner-deactivated", unknown: 3, of: 120 }],
  });
});

test("the same facts give the same report, and it says how it came about", () => {
  expect(report({ findings: [finding("a")] })).toEqual(report({ findings: [finding("a")] }));
  expect(report().method).toMatchObject({
    asOf: asOf.toISOString(),
    timeZone: "Europe/Berlin",
    portalId: "42",
    runs: 7,
  });
});
