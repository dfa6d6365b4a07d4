import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import { sql } from "kysely";
import type { PortalAdmin } from "../../simulators/client.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { countActions, sumActions } from "../stage/temporal-actions.ts";
import { heartbeatsOf } from "../stage/temporal.ts";
import { treeUse } from "../sync/process-tree.ts";

/** Where everything that a run can cost is counted. */
export interface Places {
  readonly db: StoreHandle;
  /** The server's first process; null where the database lives in this one. */
  readonly postmaster: number | null;
  readonly portal: PortalAdmin;
  readonly temporal: Client;
  readonly metricsAddress: string;
}

/** By the counts of those who were asked, never by the worker's own. */
export interface Counted {
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly walBytes: number;
  readonly requests: number;
  readonly actions: number;
  readonly heartbeats: number;
}

/**
 * PostgreSQL's processes tell what they have counted when they have been idle for so long, and Temporal lists a
 * workflow a moment after it was started. What a run has set off, such as its messages, is over by then and counts for
 * it.
 */
const toldAfterMs = { server: 11_000, embedded: 2_000 };

export async function count({ db, postmaster, portal, temporal, metricsAddress }: Places): Promise<Counted> {
  const rows = await rowsOf(db, postmaster);
  const requests = (await portal.requestCounts()).reduce((sum, one) => sum + one.count, 0);
  const heartbeats = await heartbeatsOf(metricsAddress, temporal.options.namespace);
  return { ...rows, requests, heartbeats, actions: sumActions(await countActions(temporal)) + heartbeats };
}

async function rowsOf(db: StoreHandle, postmaster: number | null) {
  await wait(postmaster === null ? toldAfterMs.embedded : toldAfterMs.server);
  await sql`select pg_stat_force_next_flush()`.execute(db);
  await sql`select pg_stat_clear_snapshot()`.execute(db);
  const { rows } = await sql<{ rowsRead: number; rowsWritten: number; walBytes: number }>`
    select coalesce(sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)), 0)::double precision as "rowsRead",
      coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::double precision as "rowsWritten",
      pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::double precision as "walBytes"
    from pg_stat_user_tables`.execute(db);
  return rows[0]!;
}

/** CPU so far, ms. */
export function cpuOf({ postmaster }: Pick<Places, "postmaster">): {
  readonly worker: number;
  readonly server: number | null;
} {
  const { user, system } = process.cpuUsage();
  const server = postmaster === null ? null : treeUse(postmaster);
  return { worker: (user + system) / 1000, server: server === null ? null : server.cpuSeconds * 1000 };
}

/** The process whose children are the server's sessions. */
export async function postmasterOf(db: StoreHandle): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  const stat = readFileSync(`/proc/${rows[0]!.pid}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}

/** From now on the highest memory is that of what comes. False where the system does not let us. */
export function forgetPeak(): boolean {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
    return true;
  } catch {
    return false;
  }
}

/** The highest resident memory of this process since `forgetPeak`, MB; null where there is no /proc. */
export function peakMegabytes(): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
