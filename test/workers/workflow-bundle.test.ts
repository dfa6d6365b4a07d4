import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { keptCode } from "../../workers/workflow-bundle.ts";

function begin() {
  const from = temporaryDirectory();
  const folder = join(temporaryDirectory(), "workflows");
  writeFileSync(join(from, "audit.ts"), "export const hours = 1;");
  let made = 0;
  const make = async () => `code ${(made += 1)} of ${readFileSync(join(from, "audit.ts"), "utf8")}`;
  return { from, folder, code: () => keptCode(folder, from, ["audit.ts"], make) };
}

test("what was made of the same sources is not made again; a changed source is", async () => {
  const { from, code } = begin();
  expect(await code()).toBe("code 1 of export const hours = 1;");
  expect(await code()).toBe("code 1 of export const hours = 1;");
  writeFileSync(join(from, "audit.ts"), "export const hours = 2;");
  expect(await code()).toBe("code 2 of export const hours = 2;");
  writeFileSync(join(from, "audit.ts"), "export const hours = 1;");
  expect(await code()).toBe("code 1 of export const hours = 1;");
});

test.each([
  ["cut off", (text: string) => text.slice(0, -5)],
  ["empty", () => ""],
  ["changed", (text: string) => text.replace("hours = 1", "hours = 9")],
  ["without its first line", (text: string) => text.slice(text.indexOf("\n") + 1)],
])("a kept file that is %s is made anew", async (_, spoil) => {
  const { folder, code } = begin();
  await code();
  const file = join(folder, readdirSync(folder)[0]!);
  writeFileSync(file, spoil(readFileSync(file, "utf8")));
  expect(await code()).toBe("code 2 of export const hours = 1;");
  expect(await code()).toBe("code 2 of export const hours = 1;");
});

test("where nothing can be kept it is made each time", async () => {
  const { from, folder, code } = begin();
  mkdirSync(join(folder, ".."), { recursive: true });
  writeFileSync(folder, "a file is in the way");
  expect([await code(), await code()]).toEqual([
    "code 1 of export const hours = 1;",
    "code 2 of export const hours = 1;",
  ]);
  expect(await keptCode(folder, from, ["gone.ts"], async () => "made")).toBe("made");
});

test("what was made a month ago goes with the next one, and what another process is writing stays", async () => {
  const { folder, code } = begin();
  mkdirSync(folder);
  for (const name of ["old.js", "unfinished.js.7"]) writeFileSync(join(folder, name), "");
  const longAgo = new Date(Date.now() - 31 * 86_400_000);
  utimesSync(join(folder, "old.js"), longAgo, longAgo);
  await code();
  expect(readdirSync(folder)).toHaveLength(2);
  expect(readdirSync(folder)).toContain("unfinished.js.7");
});
