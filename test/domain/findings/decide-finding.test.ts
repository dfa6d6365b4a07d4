import { describe, expect, test } from "vitest";
import {
  decideFinding,
  type KnownFinding,
  type Observation,
  type ObservationContext,
} from "../../../domain/findings/decide-finding.ts";
import type { Ending } from "../../../domain/findings/ending.ts";
import { severities } from "../../../domain/findings/severity.ts";

const asOf = new Date("2026-11-25T15:00:00Z");
const open: KnownFinding = {
  status: "open",
  severity: "medium",
  ownerId: "7",
  lastJudgedAt: new Date(asOf.getTime() - 60_000),
  ruleKey: "rule",
};
const resolved: KnownFinding = { ...open, status: "resolved" };
const failure = { status: "fail", evidence: { minutes: 70 } } as const;
const observations: Readonly<Record<Observation["status"], Observation>> = {
  fail: failure,
  pass: { status: "pass" },
  unknown: { status: "unknown", reason: "the amount cannot be read" },
  "not-applicable": { status: "not-applicable", reason: "the deal is closed" },
  gone: { status: "gone", reason: "it is no longer there", ending: "deleted" },
};
const complete = { asOf, severity: "medium", ownerId: "7", ruleKey: "rule", judgedAt: null, mayResolve: true } as const;
const partial = { ...complete, mayResolve: false };

describe("the whole table: what was known, what is seen, whether all of it was read", () => {
  test.each([
    ["nothing", null, "fail", "opened", "opened"],
    ["nothing", null, "pass", "none", "none"],
    ["nothing", null, "unknown", "none", "none"],
    ["nothing", null, "not-applicable", "none", "none"],
    ["nothing", null, "gone", "none", "none"],
    ["open", open, "fail", "still-failing", "still-failing"],
    ["open", open, "pass", "resolved", "kept"],
    ["open", open, "unknown", "kept", "kept"],
    ["open", open, "not-applicable", "resolved", "kept"],
    ["open", open, "gone", "resolved", "kept"],
    ["resolved", resolved, "fail", "reopened", "reopened"],
    ["resolved", resolved, "pass", "none", "none"],
    ["resolved", resolved, "unknown", "none", "none"],
    ["resolved", resolved, "not-applicable", "none", "none"],
    ["resolved", resolved, "gone", "none", "none"],
  ] as const)("%s before, %3$s now", (_, known, seen, ifComplete, ifPartial) => {
    expect(decideFinding(known, observations[seen], complete).change).toBe(ifComplete);
    expect(decideFinding(known, observations[seen], partial).change).toBe(ifPartial);
  });
});

describe("a failure that goes on", () => {
  test.each(severities.flatMap((before) => severities.map((now) => [before, now] as const)))(
    "%s before, %s now",
    (before, now) => {
      const rank = severities.indexOf(now) - severities.indexOf(before);
      const { change } = decideFinding({ ...open, severity: before }, { ...failure, severity: now }, complete);
      expect(change).toBe(rank > 0 ? "worsened" : rank < 0 ? "eased" : "still-failing");
    },
  );

  test("takes the check's own severity where the failure names none", () => {
    expect(decideFinding(open, failure, { ...complete, severity: "critical" })).toMatchObject({
      change: "worsened",
      severity: "critical",
    });
  });

  test("moves when its owner changes, and severity comes before that", () => {
    expect(decideFinding(open, failure, { ...complete, ownerId: "8" }).change).toBe("moved");
    expect(decideFinding(open, failure, { ...complete, ownerId: null }).change).toBe("moved");
    expect(decideFinding(open, { ...failure, severity: "high" }, { ...complete, ownerId: "8" }).change).toBe(
      "worsened",
    );
  });

  test("carries what was seen", () => {
    const since = new Date("2026-11-20T00:00:00Z");
    expect(decideFinding(null, { ...failure, since }, complete)).toEqual({
      change: "opened",
      severity: "medium",
      evidence: { minutes: 70 },
      since,
    });
    expect(decideFinding(null, failure, complete)).toMatchObject({ since: null });
  });
});

describe("an older run", () => {
  const later: KnownFinding = { ...open, lastJudgedAt: new Date(asOf.getTime() + 1) };

  test.each(Object.entries(observations))("never overrules a newer one, whatever it saw: %s", (_, observation) => {
    for (const status of ["open", "resolved"] as const)
      expect(decideFinding({ ...later, status }, observation, complete)).toEqual({
        change: "kept",
        because: "a later run has judged it already",
      });
  });

  test("nor where a newer one went over the whole check and found it as it was", () => {
    const overtaken = { ...complete, judgedAt: new Date(asOf.getTime() + 1) };
    expect(decideFinding(open, observations.pass, overtaken).change).toBe("kept");
    expect(decideFinding(open, observations.pass, { ...complete, judgedAt: asOf }).change).toBe("resolved");
    // The clock may have been set back: what is new is told all the same.
    expect(decideFinding(null, failure, overtaken).change).toBe("opened");
    expect(decideFinding(resolved, failure, overtaken).change).toBe("reopened");
  });

  test("at the very same instant it is no older run", () => {
    expect(decideFinding({ ...open, lastJudgedAt: asOf }, observations.pass, complete).change).toBe("resolved");
  });
});

describe("every no has its reason", () => {
  test.each([
    ["pass", complete, "resolved", "it passes now"],
    ["not-applicable", complete, "resolved", "the deal is closed"],
    ["gone", complete, "resolved", "it is no longer there"],
    ["unknown", complete, "kept", "the amount cannot be read"],
    ["pass", partial, "kept", "what it rests on was not read completely, so nothing is resolved"],
  ] as const)("%s: %3$s because %4$s", (seen, context, change, because) => {
    expect(decideFinding(open, observations[seen], context)).toMatchObject({ change, because });
  });
});

describe("how a finding ends is one word", () => {
  const otherRule = { ...complete, ruleKey: "another rule" };
  const handedOver = { status: "not-applicable", reason: "beyond the look-back", ending: "handed-over" } as const;
  const done = { status: "not-applicable", reason: "nothing is left", ending: "seen-healthy" } as const;
  const closed = { status: "not-applicable", reason: "closed by Ana", ending: "closed-by-person" } as const;
  const left = { status: "gone", reason: "nothing is left of it", ending: "left-the-window" } as const;
  test.each<[what: string, known: KnownFinding, seen: Observation, context: ObservationContext, ending: Ending]>([
    ["it passes", open, observations.pass, complete, "seen-healthy"],
    ["it passes under other settings than those that saw it fail", open, observations.pass, otherRule, "rule-changed"],
    [
      "an older version did not know the settings",
      { ...open, ruleKey: null },
      observations.pass,
      otherRule,
      "seen-healthy",
    ],
    [
      "it passes by a rule that an older version wrote otherwise",
      open,
      observations.pass,
      { ...otherRule, olderRuleKeys: ["rule"] },
      "seen-healthy",
    ],
    ["it does not apply any more", open, observations["not-applicable"], complete, "no-longer-applies"],
    ["it applies no more by other settings", open, observations["not-applicable"], otherRule, "rule-changed"],
    ["what was wrong is done", open, done, complete, "seen-healthy"],
    ["what was wrong is done by other settings", open, done, otherRule, "rule-changed"],
    ["a person closed it, whatever the settings", open, closed, otherRule, "closed-by-person"],
    ["it is handed over, whatever the settings", open, handedOver, otherRule, "handed-over"],
    ["it is gone, whatever the settings", open, observations.gone, otherRule, "deleted"],
    ["another check watches it from now on", open, handedOver, complete, "handed-over"],
    ["it is gone", open, observations.gone, complete, "deleted"],
    ["a cohort that is empty now", open, left, complete, "left-the-window"],
  ])("%s", (_, known, seen, context, ending) => {
    expect(decideFinding(known, seen, context)).toMatchObject({ change: "resolved", ending });
  });
});
