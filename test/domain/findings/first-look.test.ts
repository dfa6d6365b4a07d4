import { expect, test } from "vitest";
import { isBaseline } from "../../../domain/findings/first-look.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 25, hour));
const partial = { beganAt: at(8), completeAt: null };
const whole = { beganAt: at(8), completeAt: at(9) };

test.each([
  ["the very first look", null, at(7), true],
  ["the very first look, of something that just began", null, at(12), true],
  ["before the first complete look, what had begun", partial, at(7), true],
  ["before the first complete look, what began with the first look", partial, at(8), true],
  ["before the first complete look, what began after the first look", partial, new Date(at(8).getTime() + 1), false],
  ["before the first complete look, what cannot say since when", partial, null, true],
  ["after the first complete look, what had begun before", whole, at(7), false],
  ["after the first complete look, what cannot say since when", whole, null, false],
])("%s", (_, look, since, expected) => {
  expect(isBaseline(look, since)).toBe(expected);
});
