import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideAlert,
  type AlertDecision,
  type AlertState,
  type FindingChange,
  type Quiet,
} from "../../../domain/alerting/decide-alert.ts";
import { severities } from "../../../domain/findings/severity.ts";

const now = new Date("2026-11-25T15:00:00Z");
const steps = [{ receivers: ["head-of-sales"], dueAt: "2026-11-25T16:00:00.000Z" }];
const change = (findingId: string, kind: FindingChange["kind"], severity: FindingChange["severity"] = "medium") => ({
  findingId,
  kind,
  severity,
});
const decide = (
  previous: AlertState | null,
  changes: readonly FindingChange[],
  open: readonly string[],
  quiet: Quiet = null,
) => decideAlert(previous, changes, new Set(open), now, quiet, () => steps);

const active: AlertState = {
  episode: 2,
  status: "open",
  revision: 7,
  severity: "medium",
  openedAt: new Date("2026-11-25T14:00:00Z"),
  acknowledgedBy: null,
  acknowledgedAt: null,
  covered: [],
  told: ["a", "b"],
  steps,
  nextStep: 1,
  resolvedAt: null,
};
const taken: AlertState = {
  ...active,
  status: "acknowledged",
  acknowledgedBy: "Mia",
  acknowledgedAt: now,
  covered: ["a", "b"],
};
const over: AlertState = { ...active, status: "resolved", resolvedAt: now };

describe("a quiet run tells nobody", () => {
  test.each([
    ["baseline", "this is the client's first audit: it is counted and shown, and nobody is told"],
    ["history", "imported history"],
  ] as const)("%s", (quiet, because) => {
    for (const previous of [null, active, over]) {
      const result = decide(previous, [change("c", "opened", "critical"), change("a", "resolved")], ["c"], quiet);
      expect(result).toMatchObject({ alert: previous, occasion: null, notify: false });
      expect([...result.decisions.values()]).toEqual(Array(2).fill({ decision: "not-told", because }));
    }
  });
});

describe("no alert, or one that is over", () => {
  test("something new opens one", () => {
    const result = decide(null, [change("a", "opened", "low"), change("b", "opened", "high")], ["a", "b"]);
    expect(result).toMatchObject({ occasion: "opened", notify: true });
    expect(result.alert).toEqual({
      episode: 1,
      status: "open",
      revision: 1,
      severity: "high",
      openedAt: now,
      acknowledgedBy: null,
      acknowledgedAt: null,
      covered: [],
      told: ["a", "b"],
      steps,
      nextStep: 0,
      resolvedAt: null,
    });
    expect(result.decisions.get("a")).toEqual({ decision: "told", because: "it is new" });
  });

  test("the next episode counts on, so that nobody takes its first revision for an old one", () => {
    expect(decide(over, [change("a", "reopened")], ["a"]).alert).toMatchObject({
      episode: 3,
      revision: 8,
      status: "open",
      told: ["a"],
      nextStep: 0,
      resolvedAt: null,
      acknowledgedBy: null,
    });
  });

  test.each(["resolved", "eased", "moved"] as const)(
    "something that only %s stays unsaid: nobody heard it begin",
    (kind) => {
      for (const previous of [null, over]) {
        const result = decide(previous, [change("a", kind)], []);
        expect(result).toMatchObject({ alert: previous, occasion: null, notify: false });
        expect(result.decisions.get("a")).toEqual({
          decision: "not-told",
          because: "nobody had been told that it began",
        });
      }
    },
  );

  test("a finding of the baseline that gets worse is told", () => {
    expect(decide(null, [change("a", "worsened", "critical")], ["a"])).toMatchObject({
      occasion: "opened",
      notify: true,
    });
  });
});

describe("an open alert", () => {
  test("speaks up for something new", () => {
    const result = decide(active, [change("c", "opened")], ["a", "b", "c"]);
    expect(result).toMatchObject({ occasion: "changed", notify: true });
    expect(result.alert).toMatchObject({ revision: 8, told: ["a", "b", "c"], severity: "medium", nextStep: 1 });
    expect(result.decisions.get("c")).toEqual({ decision: "told", because: "it is new" });
  });

  test("says “worse” only when it is worse than the alert was", () => {
    expect(decide(active, [change("a", "worsened", "high")], ["a", "b"])).toMatchObject({
      occasion: "worsened",
      notify: true,
      alert: { severity: "high" },
    });
    expect(decide({ ...active, severity: "critical" }, [change("a", "worsened", "high")], ["a", "b"])).toMatchObject({
      occasion: "changed",
      notify: true,
      alert: { severity: "critical" },
    });
  });

  test("changes in place, without a word, when a part is over", () => {
    const result = decide(active, [change("a", "resolved")], ["b"]);
    expect(result).toMatchObject({ occasion: "changed", notify: false, alert: { status: "open", revision: 8 } });
    expect(result.decisions.get("a")).toEqual({
      decision: "not-told",
      because: "the message was changed in place, without a new notification",
    });
  });

  test("ends when everything that was told is over, whatever else is open", () => {
    const result = decide(active, [change("a", "resolved"), change("b", "resolved")], ["from-the-baseline"]);
    expect(result).toMatchObject({ occasion: "recovered", notify: true });
    expect(result.alert).toMatchObject({ status: "resolved", resolvedAt: now, revision: 8, episode: 2 });
  });

  test("does not change for something that it never told", () => {
    const result = decide(active, [change("from-the-baseline", "resolved")], ["a", "b"]);
    expect(result).toMatchObject({ alert: active, occasion: null, notify: false });
    expect(result.decisions.get("from-the-baseline")).toMatchObject({ because: "nobody had been told that it began" });
  });

  test("one end for another beginning in the same run is one message", () => {
    const result = decide(active, [change("a", "resolved"), change("b", "resolved"), change("c", "opened")], ["c"]);
    expect(result).toMatchObject({ occasion: "changed", notify: true, alert: { status: "open" } });
  });
});

describe("an alert that somebody has taken", () => {
  test("stays taken, and speaks up once for what came later", () => {
    const result = decide(taken, [change("c", "opened")], ["a", "b", "c"]);
    expect(result).toMatchObject({
      notify: true,
      alert: { status: "acknowledged", acknowledgedBy: "Mia", covered: ["a", "b"] },
    });
    expect(result.decisions.get("c")).toEqual({
      decision: "told",
      because: "it came after Mia took the alert, so it is told once",
    });
  });

  test("tells its end like any other", () => {
    const ends = [change("a", "resolved"), change("b", "resolved")];
    expect(decide(taken, ends, [])).toMatchObject({
      occasion: "recovered",
      notify: true,
      alert: { status: "resolved" },
    });
  });
});

describe("whoever heard a thing begin hears it end, and nobody else", () => {
  const ids = ["a", "b", "c", "d"];
  const run = fc.record({
    quiet: fc.constantFrom<Quiet>(null, null, null, "history"),
    fails: fc.subarray(ids),
    severity: fc.constantFrom(...severities),
    isTaken: fc.boolean(),
  });

  /** What one run did against the policy, in words; nothing when all is well. */
  function broken(
    before: AlertState | null,
    changes: readonly FindingChange[],
    open: ReadonlySet<string>,
    quiet: Quiet,
    { alert, occasion, notify, decisions }: AlertDecision,
  ): readonly string[] {
    const heard = before === null || before.status === "resolved" ? [] : before.told;
    const isTold = ({ findingId }: FindingChange) => decisions.get(findingId)?.decision === "told";
    const begins = changes.filter(({ kind }) => kind !== "resolved");
    const ends = changes.filter(({ kind }) => kind === "resolved");
    const isOver = heard.length > 0 && alert !== null && !alert.told.some((id) => open.has(id));
    const says = occasion === "recovered" && notify && alert?.status === "resolved";
    return [
      changes.every(({ findingId }) => decisions.has(findingId)) ? "" : "a change without a decision",
      quiet === null || !changes.some(isTold) ? "" : "a quiet run told somebody",
      quiet !== null || begins.every(isTold) ? "" : "a beginning was kept back",
      ends.every((end) => !isTold(end) || heard.includes(end.findingId)) ? "" : "an end without its beginning",
      quiet !== null || changes.length === 0 || says === isOver
        ? ""
        : "an alert is over exactly when all that it told is over",
      alert === before || alert?.revision === (before?.revision ?? 0) + 1 ? "" : "a revision was left out",
    ].filter((words) => words !== "");
  }

  test("over any sequence of runs", () => {
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 12 }), (runs) => {
        let alert = null as AlertState | null;
        let open = new Set<string>();
        const known = new Set<string>();
        for (const { quiet, fails, severity, isTaken } of runs) {
          const next = new Set(fails);
          const changes = [
            ...fails
              .filter((id) => !open.has(id))
              .map((id) => change(id, known.has(id) ? "reopened" : "opened", severity)),
            ...[...open].filter((id) => !next.has(id)).map((id) => change(id, "resolved", severity)),
          ];
          fails.forEach((id) => known.add(id));
          const result = decide(alert, changes, [...next], quiet);
          expect(broken(alert, changes, next, quiet, result)).toEqual([]);
          alert = result.alert;
          if (isTaken && alert?.status === "open") alert = { ...alert, status: "acknowledged", acknowledgedBy: "Mia" };
          open = next;
        }
      }),
      { numRuns: 2000 },
    );
  });
});
