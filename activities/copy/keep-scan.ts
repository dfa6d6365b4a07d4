import type { ScanReceipt } from "../../domain/mirror/scan.ts";
import { saveScan } from "../../storage/scans.ts";
import type { RunName } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";

/** Keeps what a scan came to; within a short run with all others of it. */
export async function keepScan(
  { db, now, scans }: Pick<ActivityWorld, "db" | "now" | "scans">,
  { clientId, runId }: RunName,
  receipt: ScanReceipt,
  startedAt: Date,
): Promise<void> {
  if (scans === undefined) await saveScan(db, clientId, runId, receipt, startedAt, now());
  else scans.push({ receipt, startedAt, finishedAt: now() });
}
