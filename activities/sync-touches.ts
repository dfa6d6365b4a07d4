import { heartbeat } from "@temporalio/activity";
import { HubSpotError } from "../connectors/hubspot/errors.ts";
import { parseRecord } from "../connectors/hubspot/parse-record.ts";
import { engagementTypes, parseTouch, type EngagementType } from "../connectors/hubspot/parse-touch.ts";
import type { HubSpotPortal } from "../connectors/hubspot/portal.ts";
import type { Contact } from "../domain/records.ts";
import type { ScanReceipt } from "../domain/scan.ts";
import { streamRecords } from "../storage/mirror.ts";
import { saveScan } from "../storage/runs.ts";
import { knownEngagements, putEngagements, touchesByContact } from "../storage/touches.ts";
import { describeBreak } from "./broken-scan.ts";
import { isLasting } from "./lasting-refusal.ts";
import type { RunName } from "./shapes.ts";
import type { ActivityWorld } from "./world.ts";

const contactsPerRequest = 1000;
const engagementsPerRequest = 100;
const dayMs = 86_400_000;

/**
 * Learns who has answered the raised hands of the look-back. Only leads without a known answer are asked for, so the
 * cost follows the leads that wait and not the size of the portal.
 */
export function makeSyncTouches(world: ActivityWorld) {
  const { db, portal, now } = world;
  return async function syncTouches(run: RunName, lookBackDays: number): Promise<ScanReceipt> {
    const startedAt = now();
    const finish = async (receipt: ScanReceipt) => {
      await saveScan(db, run.clientId, run.runId, receipt, startedAt, now());
      return receipt;
    };
    const asOf = new Date(run.asOf);
    const since = new Date(asOf.getTime() - lookBackDays * dayMs);
    const waiting = await unansweredContacts(since);

    try {
      const types = Object.keys(engagementTypes) as EngagementType[];
      const counts = await Promise.all(types.map((type) => readTouches(portal(run.clientId), type, waiting)));
      return await finish({
        subject: "touch",
        status: "complete",
        reason: null,
        records: counts.reduce((sum, count) => sum + count, 0),
      });
    } catch (error) {
      if (!(error instanceof HubSpotError)) throw error;
      if (!isLasting(error)) throw error;
      // An answer that was not seen would look like a lead that waits, so half a reading is none.
      const broken = await describeBreak(world, run.clientId, error);
      return finish({ ...broken, subject: "touch", status: "unreadable", records: 0 });
    }

    async function unansweredContacts(since: Date): Promise<readonly string[]> {
      const touches = await touchesByContact(db, run.clientId);
      const found: string[] = [];
      for await (const page of streamRecords(db, run.clientId, "contact")) {
        for (const { id, properties } of page) {
          const { raisedHandAt } = parseRecord("contact", id, properties, { pipelines: [], touchesOf: () => [] })
            .record as Contact;
          if (raisedHandAt === null || raisedHandAt < since) continue;
          // A meeting that is still ahead is no answer yet, and must not end the looking for one.
          if (!(touches.get(id) ?? []).some(({ at }) => at >= raisedHandAt && at <= asOf)) found.push(id);
        }
      }
      return found;
    }

    async function readTouches(opened: HubSpotPortal, type: EngagementType, contactIds: readonly string[]): Promise<number> {
      let stored = 0;
      for (let start = 0; start < contactIds.length; start += contactsPerRequest) {
        const some = contactIds.slice(start, start + contactsPerRequest);
        const links = [...(await opened.associations("contacts", type, some))].flatMap(([contactId, engagements]) =>
          engagements.map(({ id }) => ({ contactId, id })),
        );
        const known = await knownEngagements(db, run.clientId, some);
        const fresh = links.filter(({ contactId, id }) => !known.has(`${type}/${id}/${contactId}`));
        const ids = [...new Set(fresh.map(({ id }) => id))];
        for (let from = 0; from < ids.length; from += engagementsPerRequest) {
          const wanted = ids.slice(from, from + engagementsPerRequest);
          const { records } = await opened.recordsById(type, engagementTypes[type], wanted);
          const touchById = new Map(records.map(({ id, properties }) => [id, parseTouch(type, properties)]));
          const rows = fresh.flatMap(({ contactId, id }) => {
            const touch = touchById.get(id);
            return touch === undefined ? [] : [{ contactId, engagementType: type, engagementId: id, touch }];
          });
          await putEngagements(db, run.clientId, rows);
          stored += rows.length;
          heartbeat({ stored });
        }
      }
      return stored;
    }
  };
}
