import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { processIdentity } from "./process-identity.ts";

const ProcessRef = z.object({
  /** What it is, for a person: "Temporal server". */
  name: z.string(),
  pid: z.int().positive(),
  /** From `processIdentity`; null where the platform cannot say. */
  identity: z.string().nullable(),
});
export type ProcessRef = z.output<typeof ProcessRef>;

/** `run.json`: who owns the state directory and what it started, so that the next start can find what was left over. */
export const RunRecord = z.object({
  schemaVersion: z.literal(1),
  /** Of Revwatch. */
  version: z.string(),
  owner: ProcessRef,
  children: z.array(ProcessRef),
  ports: z.record(z.string(), z.int()),
  dashboardUrl: z.string().nullable(),
  /** Absolute path; not always inside the state directory, because such paths must be short. */
  controlSocket: z.string().nullable(),
  startedAt: z.iso.datetime(),
});
export type RunRecord = z.output<typeof RunRecord>;

/** A running process as `run.json` remembers it. */
export function processRef(name: string, pid: number): ProcessRef {
  return { name, pid, identity: processIdentity(pid) };
}

/** Whether exactly this process still runs, and not another that was given its pid. */
export function isStillRunning({ pid, identity }: ProcessRef): boolean {
  return identity !== null && processIdentity(pid) === identity;
}

/** What the present or last owner wrote; null when there is nothing, or nothing that can be read. */
export async function readRunRecord(stateDirectory: string): Promise<RunRecord | null> {
  try {
    const parsed = RunRecord.safeParse(JSON.parse(await readFile(recordPath(stateDirectory), "utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Whole or not at all: a reader never sees half a record. */
export async function writeRunRecord(stateDirectory: string, record: RunRecord): Promise<void> {
  const path = recordPath(stateDirectory);
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

export async function removeRunRecord(stateDirectory: string): Promise<void> {
  await rm(recordPath(stateDirectory), { force: true });
}

function recordPath(stateDirectory: string): string {
  return join(stateDirectory, "run.json");
}
