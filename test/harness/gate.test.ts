import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const read = (file: string) => readFileSync(join(fileURLToPath(new URL("../..", import.meta.url)), file), "utf8");

test("CI runs the tests by the command that the README gives to a reader, once, after everything else of the gate", () => {
  const [command] = /^npm install && npm test$/m.exec(read("README.md"))!;
  const lines = read(".ci/run").trim().split("\n");
  expect(lines.at(-1)).toBe(command);
  expect(lines.filter((line) => /^npm (test|run check)/.test(line))).toEqual(["npm run check -- --without-tests"]);
});
