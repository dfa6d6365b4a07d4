import { expect, test } from "vitest";
import { unusable } from "../../../workers/state-directory/state-directory-errors.ts";

test.each([
  { code: "EACCES", says: "cannot be written" },
  { code: "EROFS", says: "cannot be written" },
  { code: "ENOSPC", says: "no room left" },
  { code: "EDQUOT", says: "no room left" },
  { code: "ENAMETOOLONG", says: "too long" },
  { code: "ENOTDIR", says: "a file is in the way" },
  { code: "EIO", says: "cannot be used (i/o trouble)" },
])("$code becomes one sentence with a way out", ({ code, says }) => {
  const { message } = unusable("/state", Object.assign(new Error("i/o trouble"), { code }));
  expect(message).toContain(says);
  expect(message).toContain("/state");
  expect(message).toMatch(/(Give|Free|Choose|Move) /i);
});

test.each([
  { errcode: 8, says: "cannot be written" },
  { errcode: 13, says: "no room left" },
  { errcode: 14, says: "cannot be written" },
])("SQLite's error $errcode on the lock file does too", ({ errcode, says }) => {
  expect(unusable("/state", Object.assign(new Error("x"), { errcode })).message).toContain(says);
});
