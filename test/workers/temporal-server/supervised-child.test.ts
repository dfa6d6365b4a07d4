import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startSupervisedChild } from "../../../workers/temporal-server/supervised-child.ts";
import { isRunning } from "../../support/is-running.ts";
import { startScript } from "../../support/start-script.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { until } from "../../support/until.ts";

const parent = new URL("./supervise-until-killed.ts", import.meta.url);
const deaf = ["sh", "-c", "trap '' TERM; exec sleep 300"] as const;

test.each([
  { name: "an ordinary child", command: ["sleep", "300"] },
  { name: "a child that ignores the polite signal", command: deaf },
])("$name is gone within two seconds after its parent was killed with -9", async ({ command }) => {
  const { child, firstLine } = await startScript(parent, [join(temporaryDirectory(), "log"), ...command]);
  const { pid, supervisorPid } = JSON.parse(firstLine) as { pid: number; supervisorPid: number };
  expect(isRunning(pid)).toBe(true);

  child.kill("SIGKILL");
  await until("child and supervisor are gone", () => !isRunning(pid) && !isRunning(supervisorPid));
});

test("a child does not outlive a killed supervisor either", async () => {
  const child = await startSupervisedChild({
    command: "sleep",
    args: ["300"],
    logFile: join(temporaryDirectory(), "log"),
    env: process.env,
  });
  process.kill(child.supervisorPid, "SIGKILL");
  expect(await child.exited).toEqual({ code: null });
  await until("the child is gone", () => !isRunning(child.pid));
});

test("a child is given time to finish, and stopping twice is stopping once", async () => {
  const folder = temporaryDirectory();
  const script = `trap 'sleep 0.3; echo done > ${folder}/done; exit 0' TERM; echo up > ${folder}/up; while :; do sleep 0.05; done`;
  const child = await startSupervisedChild({
    command: "sh",
    args: ["-c", script],
    logFile: join(folder, "log"),
    env: process.env,
  });
  await until("it listens", () => statSync(join(folder, "up"), { throwIfNoEntry: false }) !== undefined);

  await Promise.all([child.stop(), child.stop()]);
  expect(readFileSync(join(folder, "done"), "utf8")).toBe("done\n");
  expect(isRunning(child.pid)).toBe(false);
});

test("a child that does not listen is ended by force", async () => {
  const [command, ...args] = deaf;
  const child = await startSupervisedChild({
    command,
    args,
    graceMs: 100,
    logFile: join(temporaryDirectory(), "log"),
    env: process.env,
  });
  await until(
    "it is deaf",
    () => process.platform !== "linux" || readFileSync(`/proc/${child.pid}/comm`, "utf8").startsWith("sleep"),
  );
  await child.stop();
  expect(isRunning(child.pid)).toBe(false);
});

test("a program that is not there is one error that names it", async () => {
  const logFile = join(temporaryDirectory(), "log");
  await expect(startSupervisedChild({ command: "/nowhere/x", args: [], logFile, env: process.env })).rejects.toThrow(
    `/nowhere/x could not be started. ${logFile} says why.`,
  );
  expect(readFileSync(logFile, "utf8")).toContain("ENOENT");
});

test("the log stays small and keeps the last words", async () => {
  const logFile = join(temporaryDirectory(), "log");
  writeFileSync(logFile, "x".repeat(600 * 1024));
  const child = await startSupervisedChild({
    command: "sh",
    args: ["-c", "echo hello; echo trouble >&2"],
    logFile,
    env: process.env,
  });
  await child.exited;
  expect(readFileSync(logFile, "utf8")).toMatch(/hello|trouble/);
  expect(statSync(logFile).size).toBeLessThan(1_000);
  expect(statSync(`${logFile}.1`).size).toBe(600 * 1024);
});
