import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checks } from "../../../checks/index.ts";
import {
  scoreChange,
  scorePortal,
  type CheckOutcomeStatus,
  type ScoredCheck,
} from "../../../domain/reporting/score.ts";
import { severities } from "../../../domain/findings/severity.ts";

const outcome = (checkId: string, passed: number, failed: number, status: CheckOutcomeStatus = "assessed") => ({
  checkId,
  status,
  reason: null,
  remedy: null,
  passed,
  failed,
  unknown: 0,
  notApplicable: 0,
});
const check = (own: Partial<ScoredCheck> & Pick<ScoredCheck, "outcome">): ScoredCheck => ({
  severity: "medium",
  failShare: 0.25,
  hasOpenCritical: false,
  watchesUs: false,
  ...own,
});
/** The checks that there are, faring all alike. */
const portal = (passed: number, failed: number): readonly ScoredCheck[] =>
  checks.map(({ id, severity, failShare, kind }) => ({
    severity,
    failShare,
    outcome: outcome(id, passed, failed),
    watchesUs: kind === "ourselves",
    hasOpenCritical: severity === "critical" && kind !== "ourselves" && failed > 0,
  }));

test("a portal where nothing fails has 100 points", () => {
  expect(scorePortal(portal(100, 0))).toEqual({ value: 100, assessed: 10, enabled: 10, parts: [], cappedBy: null });
});

test("a portal where everything fails has none, though we can see it well", () => {
  const seeing = portal(0, 100).map((one) =>
    one.watchesUs ? { ...one, outcome: outcome("portal-unreadable", 1, 0) } : one,
  );
  expect(scorePortal(seeing).value).toBe(0);
});

test("the worst portal that still gets something right stays below 20", () => {
  expect(scorePortal(portal(30, 70)).value).toBeLessThan(20);
});

describe("no evidence, no score", () => {
  test.each([
    ["nothing is enabled", [], 0],
    ["nothing was assessed", [check({ outcome: outcome("a", 0, 0, "not-assessed") })], 1],
    ["everything was assessed in part", [check({ outcome: outcome("a", 9, 1, "partly-assessed") })], 1],
    [
      "all that we know is that we can see",
      [check({ watchesUs: true, outcome: outcome("portal-unreadable", 1, 0) })],
      0,
    ],
    [
      "all that we know is that we are blind",
      [check({ watchesUs: true, outcome: outcome("portal-unreadable", 0, 1) })],
      0,
    ],
  ] as const)("%s", (_, some, enabled) => {
    expect(scorePortal(some)).toEqual({ value: null, assessed: 0, enabled, parts: [], cappedBy: null });
  });
});

test("a check that was not fully assessed counts in the coverage only", () => {
  const good = check({ outcome: outcome("good", 10, 0) });
  for (const status of ["not-assessed", "partly-assessed"] as const) {
    const bad = check({ outcome: outcome("bad", 0, 10, status) });
    expect(scorePortal([good, bad])).toMatchObject({ value: 100, assessed: 1, enabled: 2, parts: [] });
  }
});

describe("what a check costs", () => {
  const lost = (passed: number, failed: number) =>
    scorePortal([check({ outcome: outcome("a", passed, failed) }), check({ outcome: outcome("b", 1, 0) })]).parts[0]
      ?.lost ?? 0;

  test.each([
    ["nothing fails", 100, 0, 0],
    ["half of the share at which all is lost", 875, 125, 25],
    ["exactly that share", 75, 25, 50],
    ["more than that share", 10, 90, 50],
    ["nothing was judged", 0, 0, 0],
  ])("%s", (_, passed, failed, points) => {
    expect(lost(passed, failed)).toBeCloseTo(points);
  });

  test("a severe one costs more", () => {
    const all = severities.map((severity) => check({ severity, outcome: outcome(severity, 0, 1) }));
    const { parts } = scorePortal(all);
    expect(parts.map(({ checkId, lost }) => [checkId, Math.round(lost * 15) / 100])).toEqual([
      ["critical", 8],
      ["high", 4],
      ["medium", 2],
      ["low", 1],
    ]);
  });

  test("equal losses stand in order of their names", () => {
    const { parts } = scorePortal([check({ outcome: outcome("b", 0, 1) }), check({ outcome: outcome("a", 0, 1) })]);
    expect(parts.map(({ checkId }) => checkId)).toEqual(["a", "b"]);
  });
});

describe("an open critical finding", () => {
  const good = check({ outcome: outcome("good", 100, 0) });

  test("holds a good score in the red, and says who does", () => {
    const one = check({ severity: "critical", outcome: outcome("owner-deactivated", 999, 1), hasOpenCritical: true });
    expect(scorePortal([good, one])).toMatchObject({ value: 64, cappedBy: "owner-deactivated" });
  });

  test("does not lift a bad one", () => {
    const one = check({ severity: "critical", outcome: outcome("owner-deactivated", 0, 1), hasOpenCritical: true });
    expect(scorePortal([good, one])).toMatchObject({ value: 20, cappedBy: null });
  });

  test("holds it as well while its check cannot look, and while we are blind", () => {
    const unseen = check({ outcome: outcome("owner-deactivated", 0, 0, "not-assessed"), hasOpenCritical: true });
    const blind = check({ outcome: outcome("portal-unreadable", 0, 1), hasOpenCritical: true, watchesUs: true });
    expect(scorePortal([good, unseen])).toMatchObject({ value: 64, cappedBy: "owner-deactivated" });
    expect(scorePortal([good, blind])).toMatchObject({ value: 64, cappedBy: "portal-unreadable", enabled: 1 });
  });
});

test("the score is always a whole number from 0 to 100, and one more failure never raises it", () => {
  const some = fc.record({
    severity: fc.constantFrom(...severities),
    failShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
    passed: fc.nat(50),
    failed: fc.nat(50),
  });
  fc.assert(
    fc.property(fc.array(some, { minLength: 1, maxLength: 12 }), fc.nat(), (all, which) => {
      const scored = (more: number) =>
        scorePortal(
          all.map(({ passed, failed, ...one }, index) => {
            const isIt = index === which % all.length && passed > 0;
            return check({
              ...one,
              outcome: outcome(`c${index}`, passed - (isIt ? more : 0), failed + (isIt ? more : 0)),
            });
          }),
        ).value!;
      expect(Number.isInteger(scored(0)) && scored(0) >= 0 && scored(0) <= 100).toBe(true);
      expect(scored(1)).toBeLessThanOrEqual(scored(0));
    }),
    { numRuns: 500 },
  );
});

const whole = { value: 80, assessed: 10, enabled: 10 };
test.each([
  ["it rose", whole, { ...whole, value: 74 }, 6],
  ["it stayed", whole, whole, 0],
  ["no score now", { ...whole, value: null }, whole, null],
  ["no score before", whole, { ...whole, value: null }, null],
  ["no run before", whole, null, null],
  ["fewer checks could look", { ...whole, assessed: 8 }, whole, null],
  ["fewer checks could look before", whole, { ...whole, assessed: 8 }, null],
  ["a check more is enabled", { value: 80, assessed: 9, enabled: 10 }, whole, null],
])("the change is said where both scores rest on as many checks: %s", (_, now, before, change) => {
  expect(scoreChange(now, before)).toBe(change);
});
