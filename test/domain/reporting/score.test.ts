import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checks } from "../../../checks/index.ts";
import {
  scoreChange,
  scorePortal,
  type CheckOutcomeStatus,
  type ScoredCheck,
} from "../../../domain/reporting/score.ts";
import { areas, type Area } from "../../../domain/findings/area.ts";
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
  area: "stages",
  severity: "medium",
  failShare: 0.25,
  hasOpenCritical: false,
  watchesUs: false,
  ...own,
});
/** The checks that there are, faring all alike. */
const portal = (passed: number, failed: number): readonly ScoredCheck[] =>
  checks.map(({ id, area, severity, failShare, kind }) => ({
    area,
    severity,
    failShare,
    outcome: outcome(id, passed, failed),
    watchesUs: kind === "ourselves",
    hasOpenCritical: severity === "critical" && kind !== "ourselves" && failed > 0,
  }));

test("a portal where nothing fails has 100 points", () => {
  const seen = portal(100, 0).filter(({ watchesUs }) => !watchesUs).length;
  const { areas: each, ...score } = scorePortal(portal(100, 0));
  expect(score).toMatchObject({ value: 100, assessed: seen, enabled: seen, parts: [], cappedBy: null });
  expect(each!.every(({ value }) => value === 100)).toBe(true);
});

test("a portal where everything fails has none, though we can see it well", () => {
  const seeing = portal(0, 100).map((one) =>
    one.watchesUs ? { ...one, outcome: outcome("portal-unreadable", 1, 0) } : one,
  );
  expect(scorePortal(seeing).value).toBe(0);
});

const aCheck = fc.record({
  area: fc.constantFrom(...areas.filter((area) => area !== "ourselves")),
  severity: fc.constantFrom(...severities),
  failShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
});

test("the worst portal scores below 20, whatever is switched on and could be assessed", () => {
  const failing = fc.tuple(aCheck, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3));
  fc.assert(
    fc.property(fc.array(failing, { minLength: 1, maxLength: 60 }), (all) => {
      const worst = all.map(([one, more, unseen], index) => {
        // As bad as the share at which all is lost, or worse.
        const failed = Math.ceil(1000 * (one.failShare + (1 - one.failShare) * more));
        const status = unseen === 0 && index > 0 ? ("not-assessed" as const) : ("assessed" as const);
        return check({ ...one, outcome: outcome(`c${index}`, 1000 - failed, failed, status) });
      });
      expect(scorePortal(worst).value).toBeLessThan(20);
    }),
    { numRuns: 500 },
  );
  expect(scorePortal(portal(30, 70)).value).toBeLessThan(20);
});

describe("by area first", () => {
  const failing = (area: Area, id: string) => check({ area, outcome: outcome(id, 0, 1) });
  const healthy = (area: Area, id: string) => check({ area, outcome: outcome(id, 1, 0) });

  test("an area counts by its weight, however many checks it has", () => {
    const few = [failing("stages", "s1"), healthy("lifecycle", "l1")];
    const many = [...few, failing("stages", "s2"), failing("stages", "s3")];
    expect([scorePortal(few).value, scorePortal(many).value]).toEqual([25, 25]);
  });

  test("each area says how it stands, with its coverage", () => {
    const unseen = check({ area: "routing", outcome: outcome("r1", 0, 0, "not-assessed") });
    const critical = { ...healthy("handoff", "h1"), hasOpenCritical: true };
    expect(
      scorePortal([failing("stages", "s1"), healthy("stages", "s2"), unseen, critical, healthy("capture", "c1")]).areas,
    ).toEqual([
      { area: "stages", value: 50, assessed: 2, enabled: 2 },
      { area: "routing", value: null, assessed: 0, enabled: 1 },
      { area: "handoff", value: 49, assessed: 1, enabled: 1 },
      { area: "capture", value: 100, assessed: 1, enabled: 1 },
    ]);
  });

  test("a check that passes never lowers the score, one that fails never raises it", () => {
    const outcomes = fc.tuple(aCheck, fc.nat(50), fc.nat(50));
    fc.assert(
      fc.property(fc.array(outcomes, { minLength: 1, maxLength: 20 }), aCheck, (all, more) => {
        const before = all.map(([one, passed, failed], index) =>
          check({ ...one, outcome: outcome(`c${index}`, passed, failed) }),
        );
        const added = (passed: number, failed: number) =>
          scorePortal([...before, check({ ...more, outcome: outcome("new", passed, failed) })]).value!;
        const { value } = scorePortal(before);
        expect(added(1, 0)).toBeGreaterThanOrEqual(value!);
        expect(added(0, 1)).toBeLessThanOrEqual(value!);
      }),
      { numRuns: 500 },
    );
  });
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

const whole = { value: 80, assessed: 10, enabled: 10, basis: "a" };
const { basis: _, ...older } = whole;
test.each([
  ["it rose", whole, { ...whole, value: 74 }, 6],
  ["it stayed", whole, whole, 0],
  ["no score now", { ...whole, value: null }, whole, null],
  ["no score before", whole, { ...whole, value: null }, null],
  ["no run before", whole, null, null],
  ["as many, and others", whole, { ...whole, basis: "b" }, null],
  ["one more is switched on, and could not look", { ...whole, enabled: 11 }, whole, 0],
  ["an older version reckoned the one before", whole, older, null],
  ["both of an older version", { ...older, value: 81 }, older, 1],
  ["both of an older version, one more switched on", { ...older, enabled: 11 }, older, null],
  ["both of an older version, fewer could look", { ...older, assessed: 8 }, older, null],
])("the change is said where both scores rest on the same checks: %s", (_case, now, before, change) => {
  expect(scoreChange(now, before)).toBe(change);
});

test("the same checks have the same basis in whatever order, and another set has another", () => {
  const basis = (...ids: readonly string[]) =>
    scorePortal(ids.map((id) => check({ outcome: outcome(id, 1, 0) }))).basis;
  expect(basis("a", "b")).toBe(basis("b", "a"));
  expect(new Set([basis("a"), basis("b"), basis("a", "b")]).size).toBe(3);
});
