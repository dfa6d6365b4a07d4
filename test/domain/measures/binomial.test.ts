import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binomialAtLeast, binomialAtMost } from "../../../domain/measures/binomial.ts";

test.each([
  [0, 20, 0.25, 0.003171],
  [1, 20, 0.25, 0.024313],
  [10, 20, 0.5, 0.588099],
  [0, 1, 0.5, 0.5],
  [3, 10, 0.1, 0.987205],
])("%s or fewer of %s at %s: %s", (times, trials, chance, expected) => {
  expect(binomialAtMost(times, trials, chance)).toBeCloseTo(expected, 6);
});

test.each([
  [11, 20, 0.25, 0.003942],
  [20, 20, 0.5, 9.5367e-7],
  [0, 20, 0.5, 1],
])("%s or more of %s at %s: %s", (times, trials, chance, expected) => {
  expect(binomialAtLeast(times, trials, chance)).toBeCloseTo(expected, 6);
});

test.each([
  [-1, 10, 0.5, 0],
  [10, 10, 0.5, 1],
  [11, 10, 0.5, 1],
  [3, 10, 0, 1],
  [3, 10, 1, 0],
  [0, 0, 0.5, 1],
])("at the edges: %s of %s at %s", (times, trials, chance, expected) => {
  expect(binomialAtMost(times, trials, chance)).toBe(expected);
});

describe("for any sample", () => {
  const sample = fc
    .tuple(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }))
    .chain(([trials, chance]) =>
      fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials), fc.constant(chance)),
    );

  test("both tails share the event itself and nothing else", () => {
    fc.assert(
      fc.property(sample, ([times, trials, chance]) => {
        const both = binomialAtMost(times - 1, trials, chance) + binomialAtLeast(times, trials, chance);
        expect(both).toBeCloseTo(1, 6);
      }),
    );
  });

  test("it agrees with adding up the terms themselves", () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (times, chance) => {
          let sum = 0;
          for (let k = 0; k <= times; k += 1) sum += choose(40, k) * chance ** k * (1 - chance) ** (40 - k);
          expect(binomialAtMost(times, 40, chance)).toBeCloseTo(Math.min(1, sum), 6);
        },
      ),
    );
  });
});
