import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { endOrphans } from "../../../workers/state-directory/end-orphans.ts";
import { processRef } from "../../../workers/state-directory/run-record.ts";
import { isRunning } from "../../support/is-running.ts";
import { testUnless } from "../../support/test-unless.ts";
import { until } from "../../support/until.ts";

async function running(program: string, ...args: string[]): Promise<number> {
  const child = spawn(program, args, { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  const pid = child.pid ?? 0;
  await until(`${program} runs`, () => isRunning(pid));
  return pid;
}

test("ends the very process that was recorded", async () => {
  const pid = await running("sleep", "300");
  expect(await endOrphans({ children: [processRef("sleeper", pid)] })).toMatchObject([{ pid }]);
  expect(isRunning(pid)).toBe(false);
});

const noProc = process.platform === "linux" ? null : { reason: "the kernel has no /proc", remedy: "run it on Linux" };
testUnless(noProc, "ends by force what does not listen", async () => {
  const pid = await running("sh", "-c", "trap '' TERM; exec sleep 300"); // what is ignored stays ignored after exec
  await until("it ignores the polite signal", () => readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("sleep"));
  await endOrphans({ children: [processRef("stubborn", pid)] });
  expect(isRunning(pid)).toBe(false);
});

test.each([
  { when: "its pid now belongs to another process", identity: "boot/1" },
  { when: "nobody knows when it started", identity: null },
])("leaves a process alone when $when", async ({ identity }) => {
  const pid = await running("sleep", "300");
  expect(await endOrphans({ children: [{ name: "stranger", pid, identity }] })).toEqual([]);
  expect(isRunning(pid)).toBe(true);
});

test("has nothing to do without a record, or when the children are gone", async () => {
  expect(await endOrphans(null)).toEqual([]);
  expect(await endOrphans({ children: [{ name: "gone", pid: 2 ** 22 - 1, identity: "boot/1" }] })).toEqual([]);
});
