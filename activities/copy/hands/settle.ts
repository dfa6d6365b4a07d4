import { notAnOpenLead, type LeadParams } from "../../../checks/lead.ts";
import type { ParsedRecord } from "../../../connectors/hubspot/parse-record.ts";
import { settleHands, type LeadNow, type SettledHand } from "../../../domain/leads/settle-hands.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import type { KeptHand } from "../../../storage/hands/kept-hands.ts";
import { saveStandings } from "../../../storage/hands/standings.ts";
import { touchesByContact } from "../../../storage/touches.ts";
import { typedRecords } from "../../mirror/typed-records.ts";

/** What says whether a person is a lead. */
const restsOn = ["lifecycleStage", "leadStatus"] as const;

/** Settles how the hands of the look-back stand, and writes what has changed. */
export async function settle(
  db: StoreHandle,
  clientId: string,
  hands: ReadonlyMap<string, readonly KeptHand[]>,
  params: LeadParams,
  asOf: Date,
): Promise<void> {
  const ids = [...hands.keys()];
  const contacts = await typedRecords(db, clientId, {}).byId("contact", ids);
  const touches = await touchesByContact(db, clientId, ids);
  const changed: SettledHand[] = [];
  for (const [contactId, kept] of hands) {
    const contact = contacts.get(contactId);
    // Of a person who is not in the mirror, or was read without what it takes, nothing can be said now.
    if (contact === undefined || restsOn.some((field) => contact.faults.has(field))) continue;
    const before = new Map(kept.map((hand) => [hand.handId, hand]));
    for (const now of settleHands(kept, touches.get(contactId) ?? [], leadNow(contact, params), asOf))
      if (hasChanged(before.get(now.handId)!, now)) changed.push(now);
  }
  await saveStandings(db, clientId, changed, asOf);
}

function leadNow({ record: contact }: ParsedRecord<"contact">, params: LeadParams): LeadNow {
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
