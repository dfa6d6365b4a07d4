import {
  conversionProperties,
  parseConversions,
  secondOf,
  type Conversion,
} from "../../../connectors/hubspot/parse-conversions.ts";
import { contactColumns, convertedAtOf, emailOf } from "../../../connectors/hubspot/contact-facts.ts";
import { contactName } from "../../../connectors/hubspot/types/contact.ts";
import { descriptorOf } from "../../../connectors/hubspot/types/index.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import { classOfConversion, type HandRules } from "../../../domain/leads/hand-rules.ts";
import { convertedSince, type ConvertedContact } from "../../../storage/conversions.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import { readHandState, saveHandState } from "../../../storage/hands/hand-knowledge.ts";
import { handsSince } from "../../../storage/hands/kept-hands.ts";
import { putHands, type NoticedHand } from "../../../storage/hands/noticed-hands.ts";
import { isProofDue } from "./prove-hands.ts";
import { createFormFinder } from "./find-form.ts";
import { noticeMade } from "./notice-made.ts";

/** HubSpot tells the history of so many records in one answer. */
const contactsPerRequest = 50;

export interface NoticeTools {
  readonly db: StoreHandle;
  readonly portal: Pick<HubSpotPortal, "propertyHistory" | "inventory" | "submissionsOf">;
  readonly rules: HandRules;
  readonly leadStages: readonly string[];
  /**
   * Contact id → when the hand was raised of which people were told before hands were kept. It stays what it was to
   * them, whatever its form asks for by the rules of today.
   */
  readonly told: ReadonlyMap<string, Date>;
  readonly beat: () => void;
}

/**
 * Makes hands of what contacts have sent since an instant. A contact costs nothing until its own conversion property
 * has moved; then its history is read, and each batch is kept by itself, so that a broken reading is gone on with.
 *
 * @param time - `since`: from when on hands are noticed. `knownSince`: from when on it is asked what became of them;
 *   later than `since` where a check only asks whether there was one.
 * @returns How many were noticed.
 */
export async function noticeHands(
  tools: NoticeTools,
  clientId: string,
  { since, knownSince, asOf }: { readonly since: Date; readonly knownSince: Date; readonly asOf: Date },
): Promise<number> {
  const { db, portal, beat } = tools;
  const state = await readHandState(db, clientId);
  // What lies further back than anybody has looked is unknown of those too whose latest hand is known.
  const isFurtherBack = state !== null && since < state.noticedSince;
  const converted = await convertedSince(db, clientId, since, contactColumns);
  const moved = isFurtherBack ? converted : converted.filter(hasMoved);
  const known = moved.length === 0 ? new Map<string, never>() : await handsSince(db, clientId, since);
  const findForm = createFormFinder(portal, tools.rules);
  let noticed = 0;
  for (let start = 0; start < moved.length; start += contactsPerRequest) {
    const some = moved.slice(start, start + contactsPerRequest);
    const ids = some.map(({ id }) => id);
    const histories = await portal.propertyHistory(descriptorOf("contact").objectType, ids, conversionProperties);
    const hands: NoticedHand[] = [];
    for (const contact of some) {
      const before = new Set((known.get(contact.id) ?? []).map(({ raisedAt }) => secondOf(raisedAt)));
      const { all, isCut } = parseConversions(histories.get(contact.id), contact.properties);
      const fresh = all.filter(({ at }) => at >= since && !before.has(secondOf(at)));
      for (const [index, conversion] of fresh.entries())
        hands.push({
          ...(await classed(tools, findForm, contact, conversion, since)),
          contactId: contact.id,
          label: contactName(contact.id, contact.properties),
          raisedAt: conversion.at,
          how: conversion.how,
          source: conversion.source,
          wasLead: conversion.stage !== null && tools.leadStages.includes(conversion.stage),
          isHistoryCut: isCut && index === 0,
        });
    }
    await putHands(db, clientId, hands, asOf);
    noticed += hands.length;
    beat();
  }
  noticed += await noticeMade(tools, clientId, {
    since: knownSince,
    madeUntil: state?.readAt ?? null,
    asOf,
    isDaily: isProofDue(state, asOf),
  });
  // Where nothing was read for longer than the look-back, what was raised meanwhile may have gone unnoticed.
  const unbroken = (before: Date | undefined, now: Date) =>
    state !== null && before !== undefined && state.readAt >= knownSince ? min(before, now) : now;
  if (state === null || state.readAt < asOf)
    await saveHandState(db, clientId, {
      knownSince: unbroken(state?.knownSince, knownSince),
      noticedSince: unbroken(state?.noticedSince, since),
      readAt: asOf,
    });
  return noticed;
}

async function classed(
  { rules, told }: NoticeTools,
  findForm: ReturnType<typeof createFormFinder>,
  { id, properties }: ConvertedContact,
  { at, how, source }: Conversion,
  since: Date,
): Promise<Pick<NoticedHand, "class" | "classBy" | "form" | "sourceId">> {
  const toldAt = told.get(id);
  if (toldAt !== undefined && secondOf(toldAt) === secondOf(at))
    return { class: "hand", classBy: "kept", form: null, sourceId: null };
  if (how === "meeting-link")
    return { class: rules.meetingLinks ? "hand" : "other", classBy: "setting", form: null, sourceId: null };
  const bySetting = classOfConversion(rules, source, null);
  if (how === "lead-ads" && bySetting.classBy === "name")
    return { class: rules.leadAds ? "hand" : "other", classBy: "setting", form: null, sourceId: null };
  if (source === null) return { ...bySetting, form: null, sourceId: null };
  const email = emailOf(properties);
  const found = await findForm({ source, at, email, contactId: id }, since);
  const form = found?.name ?? null;
  return { ...classOfConversion(rules, source, form), form, sourceId: found?.submissionId ?? null };
}

/** True when its latest conversion is none of those that are known. A value that cannot be read moves nothing. */
function hasMoved({ properties, knownUntil }: ConvertedContact): boolean {
  const at = convertedAtOf(properties);
  return at !== null && (knownUntil === null || secondOf(at) > secondOf(knownUntil));
}

function min(one: Date, other: Date): Date {
  return one < other ? one : other;
}
