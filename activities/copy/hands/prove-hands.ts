import type { Kysely } from "kysely";
import { contactColumns, lifecycleStageOf } from "../../../connectors/hubspot/contact-facts.ts";
import { contactName } from "../../../connectors/hubspot/types/contact.ts";
import { secondOf } from "../../../connectors/hubspot/parse-conversions.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import type { Submission } from "../../../connectors/hubspot/read-submissions.ts";
import type { Form } from "../../../domain/inventory/form.ts";
import { classOfConversion, type Classed, type HandRules } from "../../../domain/leads/hand-rules.ts";
import { knownIds } from "../../../storage/inventory/read-inventory.ts";
import { contactsByEmail } from "../../../storage/conversions.ts";
import type { Database } from "../../../storage/database.ts";
import { readHandState, saveProof, type HandKnowledge } from "../../../storage/hands/hand-knowledge.ts";
import { raisersBySecond, type Raiser } from "../../../storage/hands/kept-hands.ts";
import { putHands, type NoticedHand } from "../../../storage/hands/noticed-hands.ts";
import { recordsById, type MirrorRecord } from "../../../storage/mirror.ts";
import { keepInventory } from "../keep-inventory.ts";
import { readInventory } from "../read-inventory.ts";
import { orRefusal } from "./or-nothing.ts";

const hourMs = 3_600_000;
/** A proof costs a request for each form that asks, so it is made once a day. */
const proveEveryMs = 20 * hourMs;
/** A submission may be told so much later than it was sent. */
const overlapMs = hourMs;

export interface ProofTools {
  readonly db: Kysely<Database>;
  readonly portal: Pick<HubSpotPortal, "inventory" | "inventoryItem" | "submissionsOf">;
  readonly rules: HandRules;
  readonly leadStages: readonly string[];
  readonly beat: () => void;
}

interface Missing extends Submission {
  readonly form: Form;
  readonly classed: Classed;
  /** Who raised hands in that very second. */
  readonly others: readonly Raiser[];
}

/**
 * Once a day: keeps the portal's forms, and holds the submissions of those that ask against the hands. What no
 * contact's own property has shown becomes a hand now. Where the token may not read forms, nothing is proven and it is
 * kept why.
 *
 * @returns How many hands were missing.
 */
export async function proveHands(tools: ProofTools, clientId: string, since: Date, asOf: Date): Promise<number> {
  const { db, portal, rules, beat } = tools;
  const state = await readHandState(db, clientId);
  if (!isProofDue(state, asOf)) return 0;
  const provenAt = state?.provenAt ?? null;
  const { items: forms, refusal } = await orRefusal(readForms(tools, clientId, asOf));
  let unproven = refusal;

  const from = provenAt === null || provenAt < since ? since : new Date(provenAt.getTime() - overlapMs);
  const raisers = await raisersBySecond(db, clientId, from);
  const missing: Missing[] = [];
  for (const form of forms) {
    const classed = classOfConversion(rules, form.name, form.name);
    if (classed.class === "other") continue;
    const submissions = await orRefusal(portal.submissionsOf(form, from));
    unproven ??= submissions.refusal;
    for (const sent of submissions.items) {
      const others = [-1, 0, 1].flatMap((near) => raisers.get(secondOf(sent.at) + near) ?? []);
      if (sent.at <= asOf && !others.some((one) => isSender(one, sent)))
        missing.push({ ...sent, form, classed, others });
    }
    beat();
  }
  const found = await contactsOf(db, clientId, missing);
  const hands = missing.flatMap((one) => {
    const contact = found.get(one);
    const isKnown = contact === undefined || one.others.some(({ contactId }) => contactId === contact.id);
    return isKnown ? [] : [handOf(one, contact, tools.leadStages)];
  });
  await putHands(db, clientId, hands, asOf);
  // Whose address no contact has, and at whose second somebody raised a hand, may be that person under another address.
  const unmatched = missing.filter((one) => !found.has(one) && one.others.length === 0).length;
  await saveProof(db, clientId, { provenAt: asOf, unmatched, unproven });
  return hands.length;
}

/** Of two people who ask within the same second each has a hand of their own. */
function isSender(raiser: Raiser, sent: Submission): boolean {
  if (raiser.contactId === null || raiser.contactId === sent.contactId) return true;
  return raiser.email !== null && raiser.email === sent.email;
}

/** True once a day. */
export function isProofDue(state: HandKnowledge | null, asOf: Date): boolean {
  const provenAt = state?.provenAt ?? null;
  return provenAt === null || asOf.getTime() - provenAt.getTime() >= proveEveryMs;
}

async function contactsOf(
  db: Kysely<Database>,
  clientId: string,
  missing: readonly Missing[],
): Promise<ReadonlyMap<Missing, MirrorRecord>> {
  if (missing.length === 0) return new Map();
  const emails = missing.flatMap(({ email }) => (email === null ? [] : [email]));
  const ids = missing.flatMap(({ contactId }) => (contactId === null ? [] : [contactId]));
  const byEmail = await contactsByEmail(db, clientId, [...new Set(emails)], contactColumns);
  const byId = await recordsById(db, clientId, "contact", [...new Set(ids)]);
  return new Map(
    missing.flatMap((one) => {
      const contact = byId.get(one.contactId ?? "") ?? byEmail.get(one.email ?? "");
      return contact === undefined ? [] : [[one, contact] as const];
    }),
  );
}

function handOf({ form, classed, at, id }: Missing, contact: MirrorRecord, leadStages: readonly string[]): NoticedHand {
  const stage = lifecycleStageOf(contact.properties);
  return {
    ...classed,
    contactId: contact.id,
    label: contactName(contact.id, contact.properties),
    raisedAt: at,
    how: "form",
    source: form.name,
    sourceId: id,
    form: form.name,
    wasLead: stage !== null && leadStages.includes(stage),
    isHistoryCut: false,
  };
}

/** The forms, kept as an inventory; what only one list misses stays in it, since no list is its own witness. */
async function readForms({ db, portal }: ProofTools, clientId: string, asOf: Date): Promise<readonly Form[]> {
  const known = await knownIds(db, clientId, "form");
  const { items, missed } = await readInventory("form", portal, known);
  if (items.length > 0 && missed === 0) await keepInventory(db, { clientId, kind: "form", items, asOf, day: null });
  return items as readonly Form[];
}
