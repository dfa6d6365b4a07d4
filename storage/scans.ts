import type { Kysely } from "kysely";
import type { ScanReceipt, ScanStatus, ScanSubject } from "../domain/mirror/scan.ts";
import type { Database } from "./database.ts";

/** What one scan of a run came to, and when. */
export interface KeptScan {
  readonly receipt: ScanReceipt;
  readonly startedAt: Date;
  readonly finishedAt: Date;
}

export async function saveScan(
  db: Kysely<Database>,
  clientId: string,
  runId: string,
  receipt: ScanReceipt,
  startedAt: Date,
  finishedAt: Date,
): Promise<void> {
  await saveScans(db, { clientId, runId }, [{ receipt, startedAt, finishedAt }]);
}

/** Keeps what scans of one run came to, each subject once. */
export async function saveScans(
  db: Kysely<Database>,
  { clientId, runId }: { readonly clientId: string; readonly runId: string },
  scans: readonly KeptScan[],
): Promise<void> {
  if (scans.length === 0) return;
  await db
    .insertInto("scan")
    .values(
      scans.map(({ receipt, startedAt, finishedAt }) => ({
        client_id: clientId,
        run_id: runId,
        subject: receipt.subject,
        status: receipt.status,
        reason: receipt.reason,
        records: receipt.records,
        search_lag_ms: receipt.searchLagMs ?? null,
        started_at: startedAt,
        finished_at: finishedAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["client_id", "run_id", "subject"]).doUpdateSet((eb) => ({
        status: eb.ref("excluded.status"),
        reason: eb.ref("excluded.reason"),
        records: eb.ref("excluded.records"),
        search_lag_ms: eb.ref("excluded.search_lag_ms"),
        started_at: eb.ref("excluded.started_at"),
        finished_at: eb.ref("excluded.finished_at"),
      })),
    )
    .execute();
}

/** How the last scan of a subject ended that another run has made; null when none has. */
export async function lastScanStatus(
  db: Kysely<Database>,
  clientId: string,
  subject: ScanSubject,
  otherThan: string,
): Promise<ScanStatus | null> {
  const row = await db
    .selectFrom("scan")
    .select("status")
    .where("client_id", "=", clientId)
    .where("subject", "=", subject)
    .where("run_id", "!=", otherThan)
    .orderBy("started_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.status ?? null;
}
