import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tryOsLock } from "../../../workers/state-directory/os-lock.ts";
import { startScript } from "../../support/start-script.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const holder = new URL("./hold-lock.ts", import.meta.url);

test("one holder at a time, in this process too", () => {
  const file = join(temporaryDirectory(), "lock");
  const first = tryOsLock(file);
  expect(first).not.toBeNull();
  expect(tryOsLock(file)).toBeNull();
  first?.release();

  const second = tryOsLock(file);
  expect(second).not.toBeNull();
  second?.release();
});

test("the lock of a killed process is free at once", async () => {
  const file = join(temporaryDirectory(), "lock");
  const { child } = await startScript(holder, [file]);
  expect(tryOsLock(file)).toBeNull();

  child.kill("SIGKILL");
  await once(child, "exit");
  const lock = tryOsLock(file);
  expect(lock).not.toBeNull();
  lock?.release();
});

test("a folder that does not exist is an error and not a lock held by another", () => {
  expect(() => tryOsLock(join(temporaryDirectory(), "missing", "lock"))).toThrow("unable to open");
});
