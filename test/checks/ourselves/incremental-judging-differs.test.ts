import { expect, test } from "vitest";
import { incrementalJudgingDiffers } from "../../../checks/ourselves/incremental-judging-differs.ts";
import { together, type JudgingComparison } from "../../../domain/judging/comparison.ts";
import { verdictOnOurWork } from "../around.ts";
import { asOf, daysAgo, minutesAgo } from "../samples.ts";

const clean: JudgingComparison = { asOf, records: 840, verdicts: 0, counters: 0, firstDifference: null };
const differing: JudgingComparison = { ...clean, verdicts: 3, firstDifference: "lead-stale on contacts" };
const judged = (comparison: JudgingComparison | null) => verdictOnOurWork(incrementalJudgingDiffers, comparison);
const inTwoDays = new Date("2026-11-27T15:00:00Z");

test("it passes when the last comparison found nothing, and for two days", () => {
  expect(judged(clean)).toEqual({ status: "pass", holdsUntil: inTwoDays });
});

test("it fails when verdicts differed, with counts and the instant and nothing else", () => {
  const evidence = { verdicts: 3, counters: 0, records: 840, comparedAt: asOf.toISOString() };
  expect(judged(differing)).toEqual({ status: "fail", evidence, holdsUntil: inTwoDays });
});

test("counters alone are a difference, also where no record was compared", () => {
  expect(judged({ ...clean, records: 0, counters: 1 })).toMatchObject({ status: "fail", evidence: { counters: 1 } });
});

test.each([
  ["found nothing", clean],
  ["found something", differing],
])("a comparison of two days ago that %s says nothing any more", (_, comparison) => {
  expect(judged({ ...comparison, asOf: daysAgo(2) })).toMatchObject({ status: "unknown", holdsUntil: null });
  expect(judged({ ...comparison, asOf: minutesAgo(2 * 1440 - 1) }).status).not.toBe("unknown");
});

test.each([
  ["before the first comparison", null],
  ["where nothing was held that could be compared", { ...clean, records: 0 }],
])("%s there is nothing to judge: neither a pass nor a doubt", (_, comparison) => {
  expect(judged(comparison)).toMatchObject({ status: "not-applicable" });
});

test("a second attempt at the same instant forgets nothing of what the first has repaired", () => {
  expect(together(differing, { ...clean, counters: 1 })).toEqual({ ...differing, counters: 1 });
  expect(together({ ...differing, asOf: daysAgo(1) }, clean)).toEqual(clean);
  expect(together(null, differing)).toEqual(differing);
});
