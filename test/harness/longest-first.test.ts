import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { longestFirst, longFiles } from "../support/longest-first.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("each long file is there", () => {
  expect(longFiles.filter((file) => !existsSync(`${root}${file}`))).toEqual([]);
});

test("the long files of each project come first, and the projects stay apart", () => {
  const [long, longer] = [longFiles.at(-1)!, longFiles[0]!];
  const file = (name: string, path: string) => ({ moduleId: `/anywhere/${path}`, project: { name } });
  const files = [
    file("processes", "test/cli/big.test.ts"),
    file("processes", long),
    file("processes", longer),
    file("rooms", "test/checks/big.test.ts"),
    file("rooms", long),
  ];
  expect(
    longestFirst(files).map(({ project, moduleId }) => [project.name, moduleId.slice("/anywhere/".length)]),
  ).toEqual([
    ["processes", longer],
    ["processes", long],
    ["processes", "test/cli/big.test.ts"],
    ["rooms", long],
    ["rooms", "test/checks/big.test.ts"],
  ]);
});
