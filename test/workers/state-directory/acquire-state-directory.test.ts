import { once } from "node:events";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { acquireStateDirectory } from "../../../workers/state-directory/acquire-state-directory.ts";
import { readRunRecord } from "../../../workers/state-directory/run-record.ts";
import { StateDirectoryInUse } from "../../../workers/state-directory/state-directory-errors.ts";
import { isRunning } from "../../support/is-running.ts";
import { startScript } from "../../support/start-script.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { testUnless } from "../../support/test-unless.ts";

const owner = new URL("./own-until-killed.ts", import.meta.url);
const version = "1.2.3";

describe("the owner of a state directory", () => {
  test("creates it for this user alone and says in run.json who owns it", async () => {
    const path = join(temporaryDirectory(), "new", ".revwatch");
    const state = await acquireStateDirectory(path, { version });

    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(await readRunRecord(path)).toMatchObject({
      schemaVersion: 1,
      version,
      owner: { pid: process.pid },
      dashboardUrl: null,
    });

    await state.record({ dashboardUrl: "http://127.0.0.1:1", ports: { dashboard: 1 } });
    expect(await readRunRecord(path)).toMatchObject({
      dashboardUrl: "http://127.0.0.1:1",
      ports: { dashboard: 1 },
      version,
    });
    expect(statSync(join(path, "run.json")).mode & 0o777).toBe(0o600);

    await state.release();
    expect(await readRunRecord(path)).toBeNull();
  });

  test("keeps every change when several are recorded at once", async () => {
    const path = temporaryDirectory();
    const state = await acquireStateDirectory(path, { version });
    await Promise.all([
      state.recordChild("one", process.pid),
      state.recordChild("two", process.ppid),
      state.record({ ports: { a: 1 } }),
    ]);
    expect(await readRunRecord(path)).toMatchObject({ children: [{ name: "one" }, { name: "two" }], ports: { a: 1 } });
    await state.release();
  });

  test("is the only one: a second start in the same process or another is refused", async () => {
    const path = temporaryDirectory();
    const state = await acquireStateDirectory(path, { version });
    await expect(acquireStateDirectory(path, { version })).rejects.toThrow(StateDirectoryInUse);
    await expect(startScript(owner, [path])).rejects.toThrow("already runs with the state directory");

    await state.release();
    const again = await acquireStateDirectory(path, { version });
    await again.release();
  });

  test("is waited for by whoever can, as long as it may be a command that is done in a moment", async () => {
    const path = temporaryDirectory();
    const command = await acquireStateDirectory(path, { version });
    let waits = 0;
    const up = acquireStateDirectory(path, { version, patienceMs: 10_000, onWait: () => (waits += 1) });
    await expect.poll(() => waits).toBe(1);
    await command.release();
    await (await up).release();
    expect(waits).toBe(1);
  });

  test("is not waited for when it stays up, nor for ever, nor after a Ctrl-C", async () => {
    const path = temporaryDirectory();
    const owning = await acquireStateDirectory(path, { version });
    const comeSecond = (patienceMs: number, signal?: AbortSignal) =>
      acquireStateDirectory(path, { version, patienceMs, signal }).catch((error: unknown) => (error as Error).name);
    expect(await comeSecond(200)).toBe("StateDirectoryInUse");
    expect(await comeSecond(60_000, AbortSignal.timeout(200))).toBe("AbortError");
    await owning.record({ dashboardUrl: "http://127.0.0.1:1" });
    expect(await comeSecond(60_000)).toBe("StateDirectoryInUse");
    await owning.release();
  });

  test("is named to whoever comes second, with its dashboard", async () => {
    const path = temporaryDirectory();
    const { child } = await startScript(owner, [path]);

    const refusal = await acquireStateDirectory(path, { version }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ ownerPid: child.pid, dashboardUrl: "http://127.0.0.1:4321", exitCode: 75 });
    expect(String(refusal)).toContain(
      `Revwatch (process ${child.pid}) already runs with the state directory ${path}, with its dashboard at http://127.0.0.1:4321. Use that one, or stop it first.`,
    );
    await killed(path, child);
  });

  test("is replaced after kill -9, and what it left running is ended", async () => {
    const path = temporaryDirectory();
    const { child, firstLine } = await startScript(owner, [path]);
    const orphan = Number(firstLine);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isRunning(orphan)).toBe(true);

    const state = await acquireStateDirectory(path, { version });
    expect(state.orphansEnded).toMatchObject([{ name: "a sleeper", pid: orphan }]);
    expect(isRunning(orphan)).toBe(false);
    await state.release();
  });
});

describe("a state directory that cannot be used", () => {
  test("has a file in its way", async () => {
    const path = join(temporaryDirectory(), "taken");
    writeFileSync(path, "");
    await expect(acquireStateDirectory(path, { version })).rejects.toThrow(
      `The state directory ${path} cannot be created because a file is in the way. Move that file, or choose another place.`,
    );
  });

  test("has a path that the file system refuses", async () => {
    const path = join(temporaryDirectory(), "x".repeat(300));
    await expect(acquireStateDirectory(path, { version })).rejects.toThrow(
      "The path of the state directory is too long",
    );
  });

  const isLinuxOrUser = process.platform === "linux" || process.getuid?.() !== 0;
  const mayWriteEverywhere = isLinuxOrUser
    ? null
    : { reason: "root may write everywhere", remedy: "run it as an ordinary user" };
  // Root may write anywhere but here; macOS has no such place, and there this is seen as an ordinary user only.
  testUnless(mayWriteEverywhere, "may not be written", async () => {
    const locked = join(temporaryDirectory(), "locked");
    mkdirSync(locked, { mode: 0o500 });
    const path = join(process.getuid?.() === 0 ? "/sys" : locked, "revwatch");
    await expect(acquireStateDirectory(path, { version })).rejects.toThrow(
      `The state directory ${path} cannot be written. Give yourself the right to write there, or choose another place for it.`,
    );
  });
});

/** The owner's sleeper must not outlive the test either. */
async function killed(path: string, child: { kill(signal: NodeJS.Signals): boolean }): Promise<void> {
  child.kill("SIGKILL");
  let state: { release(): Promise<void> } | undefined;
  while (!state) state = await acquireStateDirectory(path, { version }).catch(() => undefined);
  await state.release();
}
