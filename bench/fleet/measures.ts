import { sql } from "kysely";
import type { StoreHandle } from "../../storage/database.ts";
import { treeUse } from "../sync/process-tree.ts";

/** Name of a process → seconds of CPU that it and its children have used. */
export type Cpu = Readonly<Record<string, number>>;

export function cpuBy(processes: Readonly<Record<string, number>>): Cpu {
  return Object.fromEntries(
    Object.entries(processes).map(([name, pid]) => [name, treeUse(pid)?.cpuSeconds ?? Number.NaN]),
  );
}

/** Bytes, indexes and all. */
export async function databaseSize(db: StoreHandle): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select pg_database_size(current_database())::double precision as bytes`.execute(db);
  return rows[0]!.bytes;
}

/** The value below which so many percent lie; NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}
