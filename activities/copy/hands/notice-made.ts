import {
  contactColumns,
  convertedAtOf,
  lifecycleStageOf,
  madeAtOf,
  madeByOf,
} from "../../../connectors/hubspot/contact-facts.ts";
import { contactName } from "../../../connectors/hubspot/types/contact.ts";
import type { HandRules } from "../../../domain/leads/hand-rules.ts";
import { madeSince } from "../../../storage/conversions.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import { putBatches, putHands, type NoticedBatch, type NoticedHand } from "../../../storage/hands/noticed-hands.ts";
import type { MirrorRecord } from "../../../storage/mirror.ts";

/** A contact may be copied so much later than it was made: HubSpot's search lags. */
const overlapMs = 3_600_000;
const dayMs = 86_400_000;
/** Whoever sent a form in the moment in which its record was made came by that form. */
const sameMomentMs = 60_000;

interface MadeTools {
  readonly db: StoreHandle;
  readonly rules: HandRules;
  readonly leadStages: readonly string[];
}

/**
 * Makes hands of contacts that came without a form, by an integration or an import: one each where the client's rule
 * counts their source, but for an import of many. What is left out is kept as a batch of its source and day, which asks
 * for nothing, so that it can be said how many these were.
 *
 * @param time - `madeUntil`: contacts made before were looked at before; null: none was. `isDaily`: imports that no
 *   rule
 *   counts are counted too, which is done once a day.
 */
export async function noticeMade(
  { db, rules, leadStages }: MadeTools,
  clientId: string,
  time: { readonly since: Date; readonly madeUntil: Date | null; readonly asOf: Date; readonly isDaily: boolean },
): Promise<number> {
  // Whole days, so that a batch that is met again is counted as a whole.
  const again = time.madeUntil === null ? time.since : dayOf(new Date(time.madeUntil.getTime() - overlapMs));
  const from = max(time.since, again);
  const made = (await madeSince(db, clientId, from, "programs", contactColumns)).flatMap(asMade);
  if (time.isDaily || rules.createdBy.includes("IMPORT"))
    made.push(
      ...(
        await madeSince(
          db,
          clientId,
          max(time.since, dayOf(new Date(from.getTime() - dayMs))),
          "imports",
          contactColumns,
        )
      ).flatMap(asMade),
    );
  const hands: NoticedHand[] = [];
  const batches: NoticedBatch[] = [];
  for (const of of Map.groupBy(made, ({ word, batch }) => `${word}/${batch ?? ""}`).values()) {
    const [{ word, how, batch }] = of as [Made];
    const isOne = how === "import" && of.length > rules.batchAbove;
    if (rules.createdBy.includes(word) && !isOne) hands.push(...of.map((one) => handOf(one, leadStages)));
    else
      for (const [dayMs, contacts] of Map.groupBy(of, ({ at }) => dayOf(at).getTime()))
        batches.push({ how, source: word, sourceId: batch, madeOn: new Date(dayMs), contacts: contacts.length });
  }
  await putHands(db, clientId, hands, time.asOf);
  await putBatches(db, clientId, batches, time.asOf);
  return hands.length;
}

interface Made {
  readonly id: string;
  readonly properties: MirrorRecord["properties"];
  readonly at: Date;
  /** HubSpot's own word for what made it. */
  readonly word: string;
  readonly how: "import" | "api";
  /** Of an import its id. */
  readonly batch: string | null;
}

function asMade({ id, properties }: MirrorRecord): readonly Made[] {
  const made = madeByOf(properties);
  const at = madeAtOf(properties);
  const convertedAt = convertedAtOf(properties);
  if (made === null || at === null) return [];
  if (convertedAt !== null && Math.abs(convertedAt.getTime() - at.getTime()) <= sameMomentMs) return [];
  const isImport = made.word === "IMPORT";
  return [
    { id, properties, at, word: made.word, how: isImport ? "import" : "api", batch: isImport ? made.batch : null },
  ];
}

function handOf({ id, properties, at, word, how, batch }: Made, leadStages: readonly string[]): NoticedHand {
  const stage = lifecycleStageOf(properties);
  return {
    contactId: id,
    label: contactName(id, properties),
    raisedAt: at,
    how,
    source: word,
    sourceId: batch,
    form: null,
    class: "hand",
    classBy: "setting",
    wasLead: stage !== null && leadStages.includes(stage),
    isHistoryCut: false,
  };
}

function dayOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / dayMs) * dayMs);
}

function max(one: Date, other: Date): Date {
  return one > other ? one : other;
}
