import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { rowFiles } from "./row-files.ts";

describe("the matrix of reliability", () => {
  test("every test file beside it shows the row that it is named after", () => {
    const files = readdirSync(import.meta.dirname).filter(
      (name) => name.endsWith(".test.ts") && name !== "matrix.test.ts",
    );
    const named = [...rowFiles()].flatMap(([id, paths]) => paths.map((path) => ({ id, path })));
    expect(new Set(named.map(({ path }) => path.split("/").at(-1)))).toEqual(new Set(files));
    const misnamed = named.filter(({ id, path }) => !readFileSync(path, "utf8").includes(`row("${id}"`));
    expect(misnamed).toEqual([]);
  });
});
