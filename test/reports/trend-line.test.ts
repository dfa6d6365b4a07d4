import { expect, test } from "vitest";
import { trendFloor } from "../../domain/reporting/trend-scale.ts";
import { trendLine } from "../../reports/weekly/trend-line.ts";

const days = (...scores: readonly (number | null)[]) => scores.map((score) => ({ score }));

test.each([
  ["no day has a score", days(null), 60],
  ["a good portal", days(100, 97), 60],
  ["just above the floor", days(80), 60],
  ["a fall", days(100, 67), 50],
  ["a bad one", days(8), 0],
])("the floor of the scale: %s", (_, trend, floor) => {
  expect(trendFloor(trend)).toBe(floor);
});

test("a fall from 100 to 67 takes two thirds of the height", () => {
  expect(trendLine(days(100, 67)).path).toBe("M0.00 0.00h0L100.00 26.40");
});

test("a day without a score is a gap, and one alone a dot", () => {
  expect(trendLine(days(100, null, 100)).path).toBe("M0.00 0.00h0M100.00 0.00h0");
});

test("the bands meet at 85 and 65, and fill the field", () => {
  expect(trendLine(days(50)).bands).toEqual([
    { grade: "green", y: "0.00", height: "10.00" },
    { grade: "amber", y: "10.00", height: "13.33" },
    { grade: "red", y: "23.33", height: "16.67" },
  ]);
});
