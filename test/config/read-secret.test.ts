import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSecret, SecretMissing } from "../../config/read-secret.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

test("a secret is read from the environment or a file, without the line's end", () => {
  const file = join(temporaryDirectory(), "token");
  writeFileSync(file, "from-file\n");
  expect(readSecret({ env: "TOKEN" }, { TOKEN: "from-environment" })).toBe("from-environment");
  expect(readSecret({ file })).toBe("from-file");
});

test.each([
  [{ env: "TOKEN" }, {}, "The environment variable TOKEN is not set."],
  [{ env: "TOKEN" }, { TOKEN: " " }, "The environment variable TOKEN is empty."],
  [{ env: "TOKEN" }, { TOKEN: "secret-a\nsecret-b" }, "holds more than one line"],
  [{ env: "TOKEN" }, { TOKEN: "secret-\u0007" }, "holds a character that no secret has"],
  [{ env: "TOKEN" }, { TOKEN: "secret-".repeat(2_000) }, "holds 14000 characters"],
  [{ file: "/nowhere/token" }, {}, "There is no such file: create it."],
  [{ file: "/dev/zero" }, {}, "This is a pipe, a socket or a device. Replace it by a regular file."],
  [{ file: "/" }, {}, "This is a folder"],
])("%j in %j: %s", (reference, env, expected) => {
  const read = () => readSecret(reference, env);
  expect(read).toThrow(SecretMissing);
  expect(read).toThrow(expected);
  expect(read).not.toThrow(/secret-/);
});
