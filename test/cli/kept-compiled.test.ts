import { spawnSync } from "node:child_process";
import { existsSync, globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../support/temporary-directory.ts";

const command = fileURLToPath(new URL("../../cli/revwatch.js", import.meta.url));

/** As a person starts it, in whose shell nothing is set. */
function versionWith(cache: string) {
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  const options = { env: { ...env, REVWATCH_CACHE_DIR: cache }, encoding: "utf8" } as const;
  return spawnSync(process.execPath, [command, "--version"], options);
}

test("what was compiled is kept for the next start", () => {
  const cache = join(temporaryDirectory(), "cache");
  expect(versionWith(cache)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    stderr: "",
  });
  expect(globSync(join(cache, "compiled", "**", "*")).length).toBeGreaterThan(10);
});

test("where nothing can be kept it works all the same, and says nothing of it", () => {
  const cache = join(temporaryDirectory(), "a-file");
  writeFileSync(cache, "in the way");
  expect(versionWith(cache)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    stderr: "",
  });
  expect(existsSync(join(cache, "compiled"))).toBe(false);
});
