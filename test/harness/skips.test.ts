import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** These give every skip its reason and its way out. */
const allowed = new Set(["test/support/describe-with.ts", "test/support/test-unless.ts"]);

test("no test skips in silence: it says why and the way out, by testWith, describeWith, testUnless or skipFor", () => {
  const silent = globSync("test/**/*.ts", { cwd: root })
    .filter((file) => !allowed.has(file))
    .filter((file) => /\b(skipIf|runIf)\(|\.(skip|todo)\(|\{ skip \}/.test(readFileSync(join(root, file), "utf8")))
    .filter((file) => file !== "test/harness/skips.test.ts");
  expect(silent).toEqual([]);
});
