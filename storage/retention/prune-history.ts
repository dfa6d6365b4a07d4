import { sql, type Kysely } from "kysely";
import { shortestRetention, type Retention } from "../../domain/retention.ts";
import type { Database } from "../database.ts";
import { readSetting, saveSetting } from "../settings.ts";
import type { PruneInput, TableRetention } from "./table-retention.ts";
import { tables } from "./tables.ts";
import { thinRuns, type ClientZone } from "./thin-runs.ts";

export interface PruneRequest {
  readonly retention: Retention;
  readonly zones: readonly ClientZone[];
  readonly now: Date;
  /** Rows of one statement, so that no lock is held for long. 1,000 when left out. */
  readonly batch?: number;
  /** Statements for each table. What is left over goes the next time. */
  readonly statements?: number;
}

const dayMs = 86_400_000;

/**
 * Removes what is older than its stated time, in small batches, over all clients at once.
 *
 * @returns Rows that went, by table; tables of which none went are left out.
 */
export async function pruneHistory(
  db: Kysely<Database>,
  request: PruneRequest,
): Promise<Readonly<Record<string, number>>> {
  const { retention, zones, now, batch = 1_000, statements = 50 } = request;
  const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
  const removed: Record<string, number> = {};

  const repeat = async (table: string, once: (limit: number) => Promise<number>) => {
    for (let count = 0; count < statements; count += 1) {
      const gone = await once(batch);
      if (gone > 0) removed[table] = (removed[table] ?? 0) + gone;
      if (gone < batch) return;
    }
  };
  for (const [table, { prune }] of Object.entries(tables)) {
    if (prune === undefined) continue;
    const before = daysAgo(typeof prune.by === "string" ? daysOf(retention, prune.by) : prune.by.days);
    await repeat(table, (limit) => pruneOnce(db, prune, { before, limit }));
  }
  await repeat("run", (limit) => thinRuns(db, zones, { before: daysAgo(daysOf(retention, "runs")), limit }));
  await tidyEmbedded(db, now);
  return removed;
}

const daysOf = (retention: Retention, name: keyof Retention) => Math.max(retention[name], shortestRetention[name]);

async function pruneOnce(
  db: Kysely<Database>,
  prune: NonNullable<TableRetention["prune"]>,
  input: PruneInput,
): Promise<number> {
  const { rows, numAffectedRows } = await prune.statement(input).execute(db);
  return rows.length > 0 ? rows.length : Number(numAffectedRows ?? 0n);
}

const tidiedAt = "tidied-at";

/** PostgreSQL gives the place of old rows free by itself; the embedded database has no process that would do it. */
async function tidyEmbedded(db: Kysely<Database>, now: Date): Promise<void> {
  const { rows } = await sql<{ version: string }>`select version() as version`.execute(db);
  if (!rows[0]!.version.includes("PGlite")) return;
  const last = await readSetting(db, tidiedAt);
  if (typeof last === "string" && now.getTime() - Date.parse(last) < dayMs) return;
  await sql`vacuum (analyze)`.execute(db);
  await saveSetting(db, tidiedAt, now.toISOString());
}
