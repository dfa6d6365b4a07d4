import { activityInfo, heartbeat } from "@temporalio/activity";
import { HubSpotBadAnswer, HubSpotError } from "../connectors/hubspot/errors.ts";
import { objectTypeOf } from "../connectors/hubspot/fields.ts";
import { shrinkGuard, type ScanReceipt, type ScanStatus } from "../domain/scan.ts";
import { countSeenSince, putRecords, removeUnseen } from "../storage/mirror.ts";
import { lastCompleteCount, saveScan } from "../storage/runs.ts";
import { isLasting } from "./lasting-refusal.ts";
import type { RecordPlan, RunName } from "./shapes.ts";
import type { ActivityWorld } from "./world.ts";

/** Where an attempt had got to; the next one goes on from there. */
interface Cursor {
  readonly startedAt: string;
  readonly after: string | null;
  readonly pages: number;
  readonly read: number;
}

/** Below this many records a fall says nothing. */
const minCountForGuard = 20;

/**
 * Copies one record type of one portal into the mirror, page by page, and proves how complete the copy is.
 *
 * Safe to retry: an attempt goes on from the last page that was stored, and a page stored twice counts once. A read
 * that stays broken ends as a partial receipt with its reason, never as an empty portal.
 */
export function makeSyncRecords({ db, portal, now }: ActivityWorld) {
  return async function syncRecords(run: RunName, plan: RecordPlan): Promise<ScanReceipt> {
    const { clientId, runId } = run;
    let cursor: Cursor = (activityInfo().heartbeatDetails as Cursor | undefined) ?? {
      startedAt: now().toISOString(),
      after: null,
      pages: 0,
      read: 0,
    };
    const startedAt = new Date(cursor.startedAt);
    const finish = async (status: ScanStatus, reason: string | null, records: number): Promise<ScanReceipt> => {
      const receipt: ScanReceipt = { subject: plan.type, status, reason, records, startedAt: cursor.startedAt };
      await saveScan(db, clientId, runId, receipt, startedAt, now());
      return receipt;
    };

    const cursors = new Set<string>();
    try {
      // An attempt that broke after its last page has nothing left to read.
      while (cursor.pages === 0 || cursor.after !== null) {
        const page = await portal(clientId).recordPage(objectTypeOf[plan.type], plan.properties, cursor.after);
        if (page.next !== null && cursors.has(page.next))
          throw new HubSpotBadAnswer(`GET a page of ${plan.type}s`, "a cursor came twice");
        if (page.next !== null) cursors.add(page.next);
        await putRecords(db, clientId, plan.type, page.records, startedAt);
        cursor = { ...cursor, after: page.next, pages: cursor.pages + 1, read: cursor.read + page.records.length };
        heartbeat(cursor);
      }
    } catch (error) {
      if (!(error instanceof HubSpotError)) throw error;
      if (!isLasting(error)) throw error;
      const reason = `${error.message} ${cursor.read} ${plan.type}s had been read by then.`;
      return finish(cursor.read > 0 ? "partial" : "unreadable", reason, cursor.read);
    }

    const records = await countSeenSince(db, clientId, plan.type, startedAt);
    if (records < cursor.read)
      return finish("partial", `HubSpot listed ${cursor.read - records} ${plan.type}s twice, so others may be missing.`, records);
    const before = await lastCompleteCount(db, clientId, plan.type);
    if (run.acceptShrink !== true && before !== null && before >= minCountForGuard && records < before * (1 - shrinkGuard)) {
      const reason = `There are ${records} ${plan.type}s where there were ${before}. Until someone confirms that with \`revwatch audit --client ${clientId} --accept-shrink\`, nothing is resolved.`;
      return finish("suspicious", reason, records);
    }
    await removeUnseen(db, clientId, plan.type, startedAt);
    return finish("complete", null, records);
  };
}
