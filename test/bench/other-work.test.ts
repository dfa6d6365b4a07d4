import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";
import { watchOtherWork } from "../../bench/sync/other-work.ts";
import { treeUse } from "../../bench/sync/process-tree.ts";
import { testUnless } from "../support/test-unless.ts";

const noProc = existsSync("/proc/stat") ? null : { reason: "the kernel has no /proc", remedy: "run it on Linux" };

testUnless(noProc, "our own children are no other work, and their use is ours", async () => {
  const before = treeUse(process.pid)!;
  const othersPercent = watchOtherWork();
  const child = spawn(process.execPath, ["-e", "for (;;);"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const startedAt = performance.now();
  // On a busy machine it gets its second of CPU later.
  while ((treeUse(child.pid!)?.cpuSeconds ?? 0) < 1) await wait(50);
  const others = othersPercent()!;

  expect(treeUse(process.pid)!.cpuSeconds - before.cpuSeconds).toBeGreaterThanOrEqual(1);
  expect(treeUse(process.pid)!.peakMegabytes).toBeGreaterThan(treeUse(child.pid!)!.peakMegabytes);
  // What the child had is not among the others: they and it together cannot have more than there is.
  const seconds = (performance.now() - startedAt) / 1000;
  expect(others).toBeGreaterThanOrEqual(0);
  expect(others).toBeLessThanOrEqual(100 - (100 * 0.9) / (seconds * cpus().length));
});
