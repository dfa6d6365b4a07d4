import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readDisk } from "../../workers/disk.ts";
import { droppedLines } from "../../workers/log-drops.ts";
import { createLogger } from "../../workers/logger.ts";
import { logToFile } from "../../workers/log-stream.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

test("a line that cannot be written is dropped and counted; the next one that can says how many", () => {
  const path = join(temporaryDirectory(), "logs", "revwatch.log");
  const logger = createLogger(logToFile(path));
  const before = droppedLines();
  logger.info("one");
  rmSync(path);
  mkdirSync(path); // nothing can be appended to a folder
  logger.info("two");
  logger.info("three");
  expect(droppedLines() - before).toBe(2);
  rmSync(path, { recursive: true });
  logger.info("four");
  const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
  expect(lines.map((line) => (JSON.parse(line) as { msg: string; dropped?: number }).dropped ?? null)).toEqual([
    2,
    null,
  ]);
  expect(lines[1]).toContain('"four"');
});

test("it holds no secret, and only its owner reads it", () => {
  const path = join(temporaryDirectory(), "revwatch.log");
  createLogger(logToFile(path)).error({ err: new Error("Bearer abcdefghijklmnop was refused") }, "no");
  expect(readFileSync(path, "utf8")).toContain("[secret] was refused");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("at twenty megabytes it begins anew, and the one before is kept", () => {
  const path = join(temporaryDirectory(), "revwatch.log");
  writeFileSync(path, Buffer.alloc(20 * 1024 * 1024 + 1, "x"));
  createLogger(logToFile(path)).info("first");
  expect(statSync(`${path}.1`).size).toBeGreaterThan(20 * 1024 * 1024);
  expect(readFileSync(path, "utf8")).toContain("first");
});

test("a folder that is not there: how full it is cannot be told, and that is said", async () => {
  const reading = await readDisk("/no/such/folder");
  expect(reading).toMatchObject({
    state: "unknown",
    freeBytes: null,
    sentence: expect.stringContaining("/no/such/folder"),
  });
});
