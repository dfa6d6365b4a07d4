import { z } from "zod";
import { businessTimeOf } from "../config/calendar.ts";
import { parseRecord } from "../connectors/hubspot/parse-record.ts";
import { recordUrl } from "../connectors/hubspot/record-url.ts";
import type { Contact } from "../domain/records.ts";
import { speedToLead, type RaisedHand } from "../domain/speed-to-lead.ts";
import { isoWeekOf, type IsoWeek } from "../domain/time/iso-week.ts";
import type { LeadAnswers } from "../domain/weekly-report.ts";
import type { ClientConfig } from "../config/config.ts";
import { uiDomainOf } from "../storage/clients.ts";
import { streamRecords } from "../storage/mirror.ts";
import { latestOutcomes } from "../storage/runs.ts";
import { touchesByContact } from "../storage/touches.ts";
import { sayAge } from "../domain/watch/say-age.ts";
import { readClientAge } from "./reads/client-ages.ts";
import type { World } from "./world.ts";

/** Contacts in these stages never asked to be sold to. */
const notLeads = ["subscriber", "other", "evangelist"];
const defaultPromiseMinutes = 60;

/** How fast the leads of the running week were answered, measured as the weekly report does. */
export const measureLeads = {
  name: "measureLeads",
  input: z.strictObject({ clientId: z.string() }),
  async run(
    world: Pick<World, "config" | "db" | "now">,
    { clientId }: { readonly clientId: string },
  ): Promise<LeadAnswers | null> {
    const client = world.config().clients.find((one) => one.clientId === clientId);
    if (client === undefined) return null;
    const now = world.now();
    const week = isoWeekOf(businessTimeOf(client).localDay(now), client.timeZone);
    return measureWeek(world.db, client, week, now, now);
  },
};

/**
 * The leads of one week, as they stood at an instant.
 *
 * @param now - When it is asked: what was not read in time by then is not known, whatever the mirror holds.
 */
export async function measureWeek(
  db: World["db"],
  client: ClientConfig,
  week: IsoWeek,
  at: Date,
  now: Date,
): Promise<LeadAnswers> {
  const monitor = client.monitors.find(({ checkId }) => checkId === "lead-unanswered");
  const age = await readClientAge(db, client, now);
  const outcome = (await latestOutcomes(db, client.clientId)).find(({ checkId }) => checkId === "lead-unanswered");
  const promiseMinutes = Number(monitor?.params["promiseMinutes"] ?? defaultPromiseMinutes);
  const answers = speedToLead(await raisedHands(db, client, week), promiseMinutes, at, businessTimeOf(client));
  if (monitor !== undefined && age.cadences.get(monitor.cadence)?.isChecked === false)
    return { ...answers, known: false, reason: sayAge(age, client.timeZone, now)?.what ?? "This client is not being checked." };
  if (outcome?.status === "assessed") return answers;
  return { ...answers, known: false, reason: outcome?.reason ?? "Follow-up is not watched for this client." };
}

async function raisedHands(db: World["db"], { clientId, portalId }: ClientConfig, week: IsoWeek): Promise<readonly RaisedHand[]> {
  const touches = await touchesByContact(db, clientId);
  const uiDomain = await uiDomainOf(db, clientId);
  const around = { pipelines: [], touchesOf: (id: string) => touches.get(id) ?? [] };
  const hands: RaisedHand[] = [];
  for await (const page of streamRecords(db, clientId, "contact")) {
    for (const { id, properties } of page) {
      const {
        raisedHandAt,
        lifecycleStage,
        name,
        touches: answers,
      } = parseRecord("contact", id, properties, around).record as Contact;
      if (raisedHandAt === null || raisedHandAt < week.startsAt || raisedHandAt >= week.endsAt) continue;
      if (lifecycleStage === null || notLeads.includes(lifecycleStage)) continue;
      hands.push({ label: name, url: recordUrl(uiDomain, portalId, "contact", id), raisedAt: raisedHandAt, touches: answers });
    }
  }
  return hands;
}
