import { engagementTypes, parseTouch, type EngagementType } from "../../../connectors/hubspot/parse-touch.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import { readEngagements } from "./read-engagements.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import { knownEngagements, putEngagements, removeEngagements, type KnownEngagement } from "../../../storage/touches.ts";

const contactsPerRequest = 1000;
const engagementsPerRequest = 100;

export interface TouchTools {
  readonly db: StoreHandle;
  readonly portal: Pick<HubSpotPortal, "associations" | "recordsById">;
  readonly beat: (stored: number) => void;
}

/**
 * Reads what was logged with some contacts: what is new, and what may have become something else. What is gone is
 * removed.
 *
 * @param again - Contacts of which every engagement is read again.
 * @returns How many were stored.
 */
export async function readTouches(
  tools: TouchTools,
  clientId: string,
  contactIds: readonly string[],
  again: ReadonlySet<string>,
): Promise<number> {
  const types = Object.keys(engagementTypes) as EngagementType[];
  const counts = await Promise.all(types.map(async (type) => readType(tools, clientId, type, contactIds, again)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function readType(
  { db, portal, beat }: TouchTools,
  clientId: string,
  type: EngagementType,
  contactIds: readonly string[],
  again: ReadonlySet<string>,
): Promise<number> {
  let stored = 0;
  for (let start = 0; start < contactIds.length; start += contactsPerRequest) {
    const some = contactIds.slice(start, start + contactsPerRequest);
    const linked = await portal.associations("contacts", type, some);
    const known = await knownEngagements(db, clientId, type, some);
    const gone: { readonly contactId: string; readonly engagementId: string }[] = [];
    const wanted: { readonly contactId: string; readonly id: string }[] = [];
    for (const contactId of some) {
      const links = new Set((linked.get(contactId) ?? []).map(({ id }) => id));
      const before = known.get(contactId) ?? [];
      for (const { engagementId, isOfOld } of before)
        if (!links.has(engagementId) && !isOfOld) gone.push({ contactId, engagementId });
      const isSettled = (one: KnownEngagement) => one.isOfOld || !(one.isPending || again.has(contactId));
      const settled = new Set(before.filter(isSettled).map(({ engagementId }) => engagementId));
      for (const id of links) if (!settled.has(id)) wanted.push({ contactId, id });
    }
    const ids = [...new Set(wanted.map(({ id }) => id))];
    for (let from = 0; from < ids.length; from += engagementsPerRequest) {
      const asked = ids.slice(from, from + engagementsPerRequest);
      const { records, gone: deleted } = await readEngagements(portal, type, asked);
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
      beat(stored);
    }
    await removeEngagements(db, clientId, type, gone);
  }
  return stored;
}
