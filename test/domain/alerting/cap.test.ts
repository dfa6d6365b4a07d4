import { describe, expect, test } from "vitest";
import { cap, type CapFacts } from "../../../domain/alerting/cap.ts";
import type { Candidate } from "../../../domain/alerting/pipeline.ts";
import { minutesAfterNoon, noon, sampleCandidate } from "./sample-candidate.ts";

const facts = (own: Partial<CapFacts> = {}): CapFacts => ({
  stormFrom: 10,
  heardSeverity: () => null,
  isInDigest: () => false,
  ...own,
});
const some = (count: number, own: (number: number) => Partial<Candidate> = () => ({})) =>
  Array.from({ length: count }, (_, number) => sampleCandidate(number, own(number)));

test.each([
  [9, 9, 0],
  [10, 5, 5],
  [2_000, 5, 1_995],
])("of %i new ones %i are named and %i counted", (count, kept, held) => {
  const result = cap(some(count), facts(), noon);
  expect([result.kept.length, result.held.length]).toEqual([kept, held]);
});

test("a digest names the worst, the oldest of them first, and says how many there are", () => {
  const storm = some(12, (number) => ({
    severity: number === 11 ? "critical" : "high",
    since: minutesAfterNoon(-number),
  }));
  const { kept, held } = cap(storm, facts(), noon);
  expect(kept.map(({ subject }) => subject.id)).toEqual(["11", "10", "9", "8", "7"]);
  expect(kept.map(({ standsFor }) => standsFor)).toEqual([12, undefined, undefined, undefined, undefined]);
  expect(held[0]!.because).toBe("12 new findings at once are one digest, which names the 5 worst");
});

test("each receiver and topic has storms of its own", () => {
  const halves = some(12, (number) => ({ receiver: number % 2 === 0 ? "ana" : "ben" }));
  expect(cap(halves, facts(), noon).held).toEqual([]);
});

describe("after a storm", () => {
  const heard = facts({ heardSeverity: () => "high", isInDigest: ({ subject }) => Number(subject.id) >= 5 });

  test("what was counted is not told, though few are left; what was named stays", () => {
    const { kept, held } = cap(some(8), heard, noon);
    expect(kept.map(({ subject }) => subject.id)).toEqual(["0", "1", "2", "3", "4"]);
    expect(held.map(({ because }) => because)).toEqual(
      Array.from({ length: 3 }, () => "it is in a digest that was told, as one of its number"),
    );
  });

  test("what gets worse speaks for itself", () => {
    const worse = cap(
      some(8, (number) => ({ severity: number === 7 ? "critical" : "high" })),
      heard,
      noon,
    );
    expect(worse.kept.map(({ subject }) => subject.id)).toContain("7");
  });
});
