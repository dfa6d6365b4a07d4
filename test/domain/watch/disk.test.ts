import { expect, test } from "vitest";
import { judgeDisk } from "../../../domain/watch/disk.ts";

const mebibyte = 1024 * 1024;

test.each([
  [512 * mebibyte, false, "ok"],
  [512 * mebibyte - 1, false, "low"],
  [32 * mebibyte, false, "low"],
  [32 * mebibyte - 1, false, "full"],
  [0, false, "full"],
  // A quota refuses while the disk has room.
  [9_000 * mebibyte, true, "full"],
  [null, true, "full"],
  [null, false, "unknown"],
] as const)("%s bytes free, a line refused: %s", (freeBytes, isRefusing, state) => {
  const reading = judgeDisk({ directory: "/data", freeBytes, logLinesDropped: 0, isRefusing });
  expect(reading.state).toBe(state);
  expect(reading.sentence === null).toBe(state === "ok");
});

test("it counts the lines that were lost", () => {
  const facts = { directory: "/data", freeBytes: 0, isRefusing: true };
  expect(judgeDisk({ ...facts, logLinesDropped: 1 }).sentence).toContain("1 log line was dropped.");
  expect(judgeDisk({ ...facts, logLinesDropped: 2 }).sentence).toContain("2 log lines were dropped.");
});
