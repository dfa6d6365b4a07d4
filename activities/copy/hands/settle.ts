import { notAnOpenLead, type LeadParams } from "../../../checks/lead.ts";
import type { ParsedRecord } from "../../../connectors/hubspot/parse-record.ts";
import type { HoursOfOwner } from "../../../domain/leads/hours-of-owner.ts";
import { settleHands, type LeadNow, type SettledHand } from "../../../domain/leads/settle-hands.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import type { KeptHand } from "../../../storage/hands/kept-hands.ts";
import { saveStandings, type HandStandingNow } from "../../../storage/hands/standings.ts";
import { touchesByContact } from "../../../storage/touches.ts";
import { typedRecords } from "../../mirror/typed-records.ts";

/** What says whether a person is a lead. */
const restsOn = ["lifecycleStage", "leadStatus"] as const;

/** By what hands are settled. */
export interface Settling {
  readonly params: LeadParams;
  readonly asOf: Date;
  /** Undefined: no team has hours of its own. */
  readonly hoursOf?: HoursOfOwner | undefined;
}

/** Settles how the hands of the look-back stand, and writes what has changed. */
export async function settle(
  db: StoreHandle,
  clientId: string,
  hands: ReadonlyMap<string, readonly KeptHand[]>,
  { params, asOf, hoursOf }: Settling,
): Promise<void> {
  const ids = [...hands.keys()];
  const contacts = await typedRecords(db, clientId, {}).byId("contact", ids);
  const touches = await touchesByContact(db, clientId, ids);
  const changed: HandStandingNow[] = [];
  for (const [contactId, kept] of hands) {
    const contact = contacts.get(contactId);
    // Of a person who is not in the mirror, or was read without what it takes, nothing can be said now.
    if (contact === undefined || restsOn.some((field) => contact.faults.has(field))) continue;
    const before = new Map(kept.map((hand) => [hand.handId, hand]));
    const owner = contact.faults.has("ownerId") ? undefined : contact.record.ownerId;
    for (const settled of settleHands(kept, touches.get(contactId) ?? [], leadNow(contact, params), asOf)) {
      const known = before.get(settled.handId)!;
      const now = { ...settled, hoursOf: hoursOfHand(known, settled, owner, hoursOf) };
      if (hasChanged(known, now)) changed.push(now);
    }
  }
  await saveStandings(db, clientId, changed, asOf);
}

/** A wait that has ended keeps the hours in which it was counted; one that goes on counts in its owner's. */
function hoursOfHand(
  known: KeptHand,
  { endedAt }: SettledHand,
  ownerId: string | null | undefined,
  hoursOf: HoursOfOwner | undefined,
): string | null {
  const hadEnded = endedAt !== null && (known.standing?.endedAt ?? null) !== null;
  if (hadEnded) return known.hoursOf;
  if (hoursOf === undefined) return null;
  const hours = hoursOf(ownerId);
  // Where nobody knows the owner's team, nothing is known to have changed.
  return hours === null ? known.hoursOf : (hours.team ?? null);
}

function leadNow({ record: contact }: ParsedRecord<"contact">, params: LeadParams): LeadNow {
  return {
    isInLeadStage: contact.lifecycleStage !== null && params.leadStages.includes(contact.lifecycleStage),
    isOpen: notAnOpenLead(contact, params) === null,
  };
}

function hasChanged(before: KeptHand, now: HandStandingNow): boolean {
  const { standing } = before;
  return (
    standing === null ||
    standing.state !== now.state ||
    standing.endedAt?.getTime() !== now.endedAt?.getTime() ||
    standing.answeredBy !== now.answeredBy ||
    before.hoursOf !== now.hoursOf ||
    before.wasLead !== now.wasLead ||
    before.answerId !== (now.answer?.engagementId ?? null) ||
    before.attempts !== now.attempts ||
    before.automated !== now.automated ||
    before.ai !== now.ai
  );
}
