import { expect, test } from "vitest";
import { withoutControls } from "../../cli/without-controls.ts";

test("a name cannot steer the terminal", () => {
  const escape = String.fromCodePoint(0x1b);
  const bell = String.fromCodePoint(0x07);
  expect(withoutControls({ lines: [`${escape}[2JAna${bell}`, "two\nlines\tkept"], count: 1, none: null })).toEqual({
    lines: ["[2JAna", "two\nlines\tkept"],
    count: 1,
    none: null,
  });
});
