import { expect, test } from "vitest";
import type { Figures } from "../../checks/define-check.ts";
import { judgeShareMissing } from "../../checks/share-missing.ts";

const of = (sum: number, n: number): Figures => ({ n, sum, rate: sum / n, percentile: () => null });
const limits = { maxMissingPercent: 15, criticalAbovePercent: 20 };

test.each([
  [0, 20, "pass", undefined],
  [3, 20, "pass", undefined],
  [1501, 10_000, "fail", undefined],
  [4, 20, "fail", undefined],
  [2001, 10_000, "fail", "critical"],
  [20, 20, "fail", "critical"],
])("%i of %i is a %s, %s", (missing, sample, status, severity) => {
  const verdict = judgeShareMissing(of(missing, sample), limits);
  // Below critical it is as bad as the client's settings say.
  expect([verdict.status, "severity" in verdict ? verdict.severity : undefined]).toEqual([status, severity]);
});

test("what is a little too much is never shown as the limit itself", () => {
  const verdict = judgeShareMissing(of(1501, 10_000), limits);
  expect(verdict).toMatchObject({ evidence: { missingPercent: 15.1, maxMissingPercent: 15 } });
});

test("without a limit of its own it is as bad as the settings say", () => {
  expect(judgeShareMissing(of(20, 20), { maxMissingPercent: 10 })).not.toHaveProperty("severity");
});

test("a window is told where there is one", () => {
  const verdict = judgeShareMissing(of(20, 20), { maxMissingPercent: 10, windowDays: 30 });
  expect(verdict).toMatchObject({ evidence: { windowDays: 30 } });
});
