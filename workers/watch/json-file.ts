import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Writes a value whole or not at all: a reader never sees half a file. */
export async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, JSON.stringify(value), { mode: 0o600 });
  await rename(draft, path);
}

/** The same at once, for what must be kept before the next thing is done. */
export function writeJsonNow(path: string, value: unknown): void {
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, JSON.stringify(value), { mode: 0o600 });
  renameSync(draft, path);
}

/**
 * Reads what was written, with its instants as dates.
 *
 * @throws {Error} When it is not there or is no JSON.
 */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"), (_, value: unknown) =>
    typeof value === "string" && instant.test(value) ? new Date(value) : value,
  );
}
