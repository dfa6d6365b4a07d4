import { expect, test } from "vitest";
import { nearest } from "../../config/nearest.ts";

test.each([
  ["timezone", "timeZone"],
  ["tusday", "tuesday"],
  ["hihg", "high"],
  ["lead-unanswerd", "lead-unanswered"],
  ["banana", null],
  ["", null],
])("%s was meant to be %s", (word, meant) => {
  expect(nearest(word, ["timeZone", "tuesday", "high", "lead-unanswered"])).toBe(meant);
});
