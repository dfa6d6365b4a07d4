import { expect, test } from "vitest";
import { largestCohorts, otherCohort, textCohort } from "../../../domain/measures/text-cohorts.ts";

test("cohorts of text are spelled one way and cut", () => {
  expect(textCohort("  Paid\n SEARCH ")).toBe("paid search");
  expect(textCohort("ﬁne")).toBe("fine");
  expect(textCohort("x".repeat(200))).toHaveLength(100);
  expect(textCohort(`${"x".repeat(99)}😀`).isWellFormed()).toBe(true);
});

test("the two hundred largest cohorts are kept and the others are one", () => {
  const parts = Array.from({ length: 300 }, (_, index) => ({ cohort: `c${index}`, n: 300 - index }));
  const kept = largestCohorts(parts);
  expect(new Set(kept.map(({ cohort }) => cohort)).size).toBe(201);
  expect(kept.filter(({ cohort }) => cohort === otherCohort)).toHaveLength(100);
  expect(kept.find(({ cohort }) => cohort === "c0")).toBeDefined();
  expect(largestCohorts(parts.slice(0, 200))).toEqual(parts.slice(0, 200));
});
