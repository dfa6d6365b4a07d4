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
  [{ file: "/nowhere/token" }, {}, "cannot be read (ENOENT)"],
])("%j in %j: %s", (reference, env, expected) => {
  const read = () => readSecret(reference, env);
  expect(read).toThrow(SecretMissing);
  expect(read).toThrow(expected);
  expect(read).not.toThrow(/secret-/);
});
