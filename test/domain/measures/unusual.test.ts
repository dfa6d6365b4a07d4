import { expect, test } from "vitest";
import { comparedWith } from "../../../domain/measures/unusual.ts";

test.each([
  [[10, 12, 8, 10, 11], 4, { median: 10, deviations: -4.047 }],
  [[4, 16, 10, 4, 16], 22, { median: 10, deviations: 1.349 }],
  [[10, 10, 10], 4, { median: 10, deviations: -4.047 }],
  [[3], 3, { median: 3, deviations: 0 }],
  [[2, 4], 3, { median: 3, deviations: 0 }],
])("%j makes %i usual or not", (usual, count, compared) => {
  const { median, deviations } = comparedWith(usual, count);
  expect({ median, deviations: Math.round(deviations * 1000) / 1000 }).toEqual(compared);
});
