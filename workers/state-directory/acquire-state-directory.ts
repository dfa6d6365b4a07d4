import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { endOrphans } from "./end-orphans.ts";
import { tryOsLock, type OsLock } from "./os-lock.ts";
import {
  isStillRunning,
  processRef,
  readRunRecord,
  removeRunRecord,
  writeRunRecord,
  type ProcessRef,
  type RunRecord,
} from "./run-record.ts";
import { StateDirectoryInUse, unusable } from "./state-directory-errors.ts";

/** The state directory while this process owns it. */
export interface StateDirectory {
  readonly path: string;
  /** What a killed owner had left running; it was ended. */
  readonly orphansEnded: readonly ProcessRef[];
  readonly run: RunRecord;
  /** Writes what has changed into `run.json`. Calls are carried out in order. */
  record(changes: Partial<Omit<RunRecord, "schemaVersion" | "version" | "owner" | "startedAt">>): Promise<void>;
  /** Notes a child, so that the next owner can end it if we are killed. */
  recordChild(name: string, pid: number): Promise<void>;
  /** Removes `run.json` and gives the lock back. */
  release(): Promise<void>;
}

export interface AcquireOptions {
  /** Of Revwatch, for `run.json`. */
  readonly version: string;
  /**
   * For so long a command that has the directory to itself is waited for; a Revwatch that stays up is not. 0 when left
   * out.
   */
  readonly patienceMs?: number;
  /** Called once, when the waiting begins. */
  readonly onWait?: () => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes this process the one owner of a state directory, creating it if needed, and ends what a killed owner left.
 *
 * @throws {StateDirectoryInUse} While another process owns it.
 * @throws {StateDirectoryUnusable} When it cannot be written; one sentence.
 */
export async function acquireStateDirectory(directory: string, options: AcquireOptions): Promise<StateDirectory> {
  const path = resolve(directory);
  await createPrivately(path);
  const lock = await takeOwnerLock(path, options);
  try {
    const orphansEnded = await endOrphans(await readRunRecord(path));
    return await own(path, lock, orphansEnded, options);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function createPrivately(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await chmod(path, 0o700);
    // Rights, quotas and read-only disks show only in a write. A full disk still takes an empty file, hence the bytes.
    const probe = join(path, `probe-${process.pid}`);
    try {
      await writeFile(probe, Buffer.alloc(64 * 1024), { flush: true });
    } finally {
      await rm(probe, { force: true });
    }
  } catch (error) {
    throw unusable(path, error);
  }
}

const lookEveryMs = 100;

async function takeOwnerLock(path: string, { patienceMs = 0, onWait, signal }: AcquireOptions): Promise<OsLock> {
  const deadline = Date.now() + patienceMs;
  for (let hasTold = false; ; hasTold = true) {
    const lock = tryLock(path);
    if (lock !== null) return lock;
    // An owner that has just started has the lock and will have written its name in a moment.
    const record =
      (await readRunRecord(path)) ?? (await wait(300, undefined, { signal }).then(() => readRunRecord(path)));
    if (isUp(record) || Date.now() >= deadline) throw new StateDirectoryInUse(path, record);
    if (!hasTold) onWait?.();
    await wait(lookEveryMs, undefined, { signal });
  }
}

function tryLock(path: string): OsLock | null {
  try {
    return tryOsLock(join(path, "owner.lock"));
  } catch (error) {
    throw unusable(path, error);
  }
}

/** Whoever shows a dashboard stays; a command never does, and is done in a moment. */
function isUp(record: RunRecord | null): boolean {
  return record !== null && record.dashboardUrl !== null && isStillRunning(record.owner);
}

async function own(
  path: string,
  lock: OsLock,
  orphansEnded: readonly ProcessRef[],
  options: AcquireOptions,
): Promise<StateDirectory> {
  let run: RunRecord = {
    schemaVersion: 1,
    version: options.version,
    owner: processRef("revwatch", process.pid),
    children: [],
    ports: {},
    dashboardUrl: null,
    controlSocket: null,
    startedAt: new Date().toISOString(),
  };
  let written = writeRunRecord(path, run);
  await written.catch((error: unknown) => Promise.reject(unusable(path, error)));

  const record: StateDirectory["record"] = (changes) => {
    run = { ...run, ...changes };
    const snapshot = run;
    written = written.catch(() => {}).then(() => writeRunRecord(path, snapshot));
    return written;
  };
  return {
    path,
    orphansEnded,
    get run() {
      return run;
    },
    record,
    recordChild: (name, pid) =>
      record({ children: [...run.children.filter((child) => child.pid !== pid), processRef(name, pid)] }),
    async release() {
      await written.catch(() => {});
      await removeRunRecord(path);
      lock.release();
    },
  };
}
