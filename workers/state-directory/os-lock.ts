import { DatabaseSync } from "node:sqlite";

/** A lock that the operating system holds for this process and drops when the process dies, however it dies. */
export interface OsLock {
  release(): void;
}

const sqliteBusy = 5;

/**
 * Takes the lock on `file`, or says null when another process (or another holder in this one) has it.
 *
 * Node has no flock; SQLite's exclusive lock is one, on every platform. Nothing is ever written to the file. It must
 * not be opened in any other way: on POSIX, closing any descriptor of a file drops the process's locks on it.
 *
 * @throws {Error} When the file cannot be opened or created; the cause is SQLite's.
 */
export function tryOsLock(file: string): OsLock | null {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return { release: () => database.close() };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === sqliteBusy;
}
