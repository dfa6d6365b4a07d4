import { heartbeat } from "@temporalio/activity";
import { HubSpotError } from "../connectors/hubspot/errors.ts";
import { parseRecord } from "../connectors/hubspot/parse-record.ts";
import { engagementTypes, parseTouch, type EngagementType } from "../connectors/hubspot/parse-touch.ts";
import type { HubSpotPortal } from "../connectors/hubspot/portal.ts";
import type { Contact } from "../domain/records.ts";
import type { ScanReceipt } from "../domain/scan.ts";
import { firstAnswer } from "../domain/touch.ts";
import { streamRecords } from "../storage/mirror.ts";
import { saveScan } from "../storage/runs.ts";
import {
  knownEngagements,
  putEngagements,
  removeEngagements,
  touchesByContact,
  type KnownEngagement,
} from "../storage/touches.ts";
import { describeBreak } from "./broken-scan.ts";
import { isLasting } from "./lasting-refusal.ts";
import type { RunName } from "./shapes.ts";
import type { ActivityWorld } from "./world.ts";

const contactsPerRequest = 1000;
const engagementsPerRequest = 100;
const dayMs = 86_400_000;

/** Cadences that look at answered hands again: an answer can be cancelled, bounce or be deleted after it was seen. */
const verifying: ReadonlySet<RunName["cadence"]> = new Set(["daily", "all"]);

/**
 * Learns who has answered the raised hands of the look-back. Leads without a known answer are asked for in every run,
 * the others once a day, so the cost follows the leads that ask and not the size of the portal.
 */
export function makeSyncTouches(world: ActivityWorld) {
  const { db, portal, now } = world;
  return async function syncTouches(run: RunName, lookBackDays: number): Promise<ScanReceipt> {
    const { clientId } = run;
    const startedAt = now();
    const finish = async (receipt: ScanReceipt) => {
      await saveScan(db, clientId, run.runId, receipt, startedAt, now());
      return receipt;
    };
    const asOf = new Date(run.asOf);
    const hands = await raisedHands(new Date(asOf.getTime() - lookBackDays * dayMs));
    const waiting = hands.filter(({ isAnswered }) => !isAnswered).map(({ contactId }) => contactId);
    const answered = verifying.has(run.cadence) ? hands.filter(({ isAnswered }) => isAnswered) : [];

    try {
      const types = Object.keys(engagementTypes) as EngagementType[];
      const opened = portal(clientId);
      const counts = await Promise.all(
        types.map(async (type) => {
          const fresh = await readTouches(opened, type, waiting, ({ isPending, isOfOld }) => isPending && !isOfOld);
          const answers = answered.map(({ contactId }) => contactId);
          return fresh + (await readTouches(opened, type, answers, ({ isOfOld }) => !isOfOld));
        }),
      );
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
      const broken = await describeBreak(world, clientId, error);
      return finish({ ...broken, subject: "touch", status: "unreadable", records: 0 });
    }

    async function raisedHands(since: Date): Promise<readonly { readonly contactId: string; readonly isAnswered: boolean }[]> {
      const touches = await touchesByContact(db, clientId);
      const found: { readonly contactId: string; readonly isAnswered: boolean }[] = [];
      for await (const page of streamRecords(db, clientId, "contact")) {
        for (const { id, properties } of page) {
          const { raisedHandAt } = parseRecord("contact", id, properties, { pipelines: [], touchesOf: () => [] })
            .record as Contact;
          if (raisedHandAt === null || raisedHandAt < since) continue;
          found.push({ contactId: id, isAnswered: firstAnswer(touches.get(id) ?? [], raisedHandAt, asOf) !== null });
        }
      }
      return found;
    }

    /** Reads what is new of some contacts' engagements, and those again that `isReadAgain` says; what is gone is removed. */
    async function readTouches(
      opened: HubSpotPortal,
      type: EngagementType,
      contactIds: readonly string[],
      isReadAgain: (known: KnownEngagement) => boolean,
    ): Promise<number> {
      let stored = 0;
      for (let start = 0; start < contactIds.length; start += contactsPerRequest) {
        const some = contactIds.slice(start, start + contactsPerRequest);
        const linked = await opened.associations("contacts", type, some);
        const known = await knownEngagements(db, clientId, type, some);
        const gone: { readonly contactId: string; readonly engagementId: string }[] = [];
        const wanted: { readonly contactId: string; readonly id: string }[] = [];
        for (const contactId of some) {
          const links = new Set((linked.get(contactId) ?? []).map(({ id }) => id));
          const before = known.get(contactId) ?? [];
          for (const { engagementId, isOfOld } of before)
            if (!links.has(engagementId) && !isOfOld) gone.push({ contactId, engagementId });
          const settled = new Set(before.filter((one) => !isReadAgain(one)).map(({ engagementId }) => engagementId));
          for (const id of links) if (!settled.has(id)) wanted.push({ contactId, id });
        }
        const ids = [...new Set(wanted.map(({ id }) => id))];
        for (let from = 0; from < ids.length; from += engagementsPerRequest) {
          const { records, gone: deleted } = await opened.recordsById(
            type,
            engagementTypes[type],
            ids.slice(from, from + engagementsPerRequest),
          );
          const touchById = new Map(records.map(({ id, properties }) => [id, parseTouch(type, properties)]));
          const rows = wanted.flatMap(({ contactId, id }) => {
            const touch = touchById.get(id);
            return touch === undefined ? [] : [{ contactId, engagementType: type, engagementId: id, touch }];
          });
          await putEngagements(db, clientId, rows);
          const isDeleted = new Set(deleted);
          gone.push(
            ...wanted.filter(({ id }) => isDeleted.has(id)).map(({ contactId, id }) => ({ contactId, engagementId: id })),
          );
          stored += rows.length;
          heartbeat({ stored });
        }
        await removeEngagements(db, clientId, type, gone);
      }
      return stored;
    }
  };
}
