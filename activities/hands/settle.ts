import type { Kysely } from "kysely";
import { notAnOpenLead, type LeadParams } from "../../checks/lead.ts";
import { parseRecord } from "../../connectors/hubspot/parse-record.ts";
import { settleHands, type LeadNow, type SettledHand } from "../../domain/leads/settle-hands.ts";
import type { Contact } from "../../domain/records.ts";
import type { Database } from "../../storage/database.ts";
import { saveStandings, type KeptHand } from "../../storage/hands.ts";
import { recordsById, type MirrorRecord } from "../../storage/mirror.ts";
import { touchesByContact } from "../../storage/touches.ts";

/** Settles how the hands of the look-back stand, and writes what has changed. */
export async function settle(
  db: Kysely<Database>,
  clientId: string,
  hands: ReadonlyMap<string, readonly KeptHand[]>,
  params: LeadParams,
  asOf: Date,
): Promise<void> {
  const ids = [...hands.keys()];
  const contacts = await recordsById(db, clientId, "contact", ids);
  const touches = await touchesByContact(db, clientId, ids);
  const changed: SettledHand[] = [];
  for (const [contactId, kept] of hands) {
    const properties = contacts.get(contactId);
    // A person who is not in the mirror is nobody of whom anything could be said now.
    if (properties === undefined) continue;
    const before = new Map(kept.map((hand) => [hand.handId, hand]));
    for (const now of settleHands(kept, touches.get(contactId) ?? [], leadNow(contactId, properties, params), asOf))
      if (hasChanged(before.get(now.handId)!, now)) changed.push(now);
  }
  await saveStandings(db, clientId, changed, asOf);
}

function leadNow(id: string, properties: MirrorRecord["properties"], params: LeadParams): LeadNow {
  const contact = parseRecord("contact", id, properties, { pipelines: [], clocksOf: () => [] }).record as Contact;
  return {
    isInLeadStage: contact.lifecycleStage !== null && params.leadStages.includes(contact.lifecycleStage),
    isOpen: notAnOpenLead(contact, params) === null,
  };
}

function hasChanged(before: KeptHand, now: SettledHand): boolean {
  const { standing } = before;
  return (
    standing === null ||
    standing.state !== now.state ||
    standing.endedAt?.getTime() !== now.endedAt?.getTime() ||
    standing.answeredBy !== now.answeredBy ||
    before.wasLead !== now.wasLead ||
    before.answerId !== (now.answer?.engagementId ?? null) ||
    before.attempts !== now.attempts ||
    before.automated !== now.automated ||
    before.ai !== now.ai
  );
}
