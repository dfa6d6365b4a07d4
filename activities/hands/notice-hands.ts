import type { Kysely } from "kysely";
import { conversionProperties, parseConversions, secondOf } from "../../connectors/hubspot/parse-conversions.ts";
import { contactName } from "../../connectors/hubspot/parse-record.ts";
import type { HubSpotPortal } from "../../connectors/hubspot/portal.ts";
import { readInstant } from "../../connectors/hubspot/values.ts";
import type { HandClass } from "../../domain/leads/hand.ts";
import { convertedSince, type ConvertedContact } from "../../storage/conversions.ts";
import type { Database } from "../../storage/database.ts";
import { handsSince, putHands, readHandState, saveHandState, type NoticedHand } from "../../storage/hands.ts";

/** HubSpot tells the history of so many records in one answer. */
const contactsPerRequest = 50;

export interface NoticeTools {
  readonly db: Kysely<Database>;
  readonly portal: Pick<HubSpotPortal, "propertyHistory">;
  readonly classOf: (source: string | null) => HandClass;
  readonly leadStages: readonly string[];
  readonly beat: () => void;
}

/**
 * Makes hands of what contacts have sent since an instant. A contact costs nothing until its own conversion property
 * has moved; then its history is read, and each batch is kept by itself, so that a broken reading is gone on with.
 *
 * @returns How many were noticed.
 */
export async function noticeHands(tools: NoticeTools, clientId: string, since: Date, asOf: Date): Promise<number> {
  const { db, portal, beat } = tools;
  const moved = (await convertedSince(db, clientId, since)).filter(hasMoved);
  const known = moved.length === 0 ? new Map<string, never>() : await handsSince(db, clientId, since);
  let noticed = 0;
  for (let start = 0; start < moved.length; start += contactsPerRequest) {
    const some = moved.slice(start, start + contactsPerRequest);
    const ids = some.map(({ id }) => id);
    const histories = await portal.propertyHistory("contacts", ids, conversionProperties);
    const hands = some.flatMap((contact) => {
      const before = new Set((known.get(contact.id) ?? []).map(({ raisedAt }) => secondOf(raisedAt)));
      const { all, isCut } = parseConversions(histories.get(contact.id), contact.properties);
      return all
        .filter(({ at }) => at >= since && !before.has(secondOf(at)))
        .map(({ at, how, source, stage }, index): NoticedHand => {
          const wasLead = stage !== null && tools.leadStages.includes(stage);
          return {
            contactId: contact.id,
            label: contactName(contact.id, contact.properties),
            raisedAt: at,
            how,
            source,
            sourceId: null,
            class: how === "form" ? tools.classOf(source) : "hand",
            wasLead,
            isHistoryCut: isCut && index === 0,
          };
        });
    });
    await putHands(db, clientId, hands, asOf);
    noticed += hands.length;
    beat();
  }
  const state = await readHandState(db, clientId);
  // Where nothing was read for longer than the look-back, what was raised meanwhile may have gone unnoticed.
  const isUnbroken = state !== null && state.readAt >= since;
  if (state === null || state.readAt < asOf)
    await saveHandState(db, clientId, { knownSince: isUnbroken ? min(state.knownSince, since) : since, readAt: asOf });
  return noticed;
}

/** True when its latest conversion is none of those that are known. A value that cannot be read moves nothing. */
function hasMoved({ properties, knownUntil }: ConvertedContact): boolean {
  try {
    const at = readInstant(properties["recent_conversion_date"]);
    return at !== null && (knownUntil === null || secondOf(at) > secondOf(knownUntil));
  } catch {
    return false;
  }
}

function min(one: Date, other: Date): Date {
  return one < other ? one : other;
}
