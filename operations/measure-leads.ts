import { z } from "zod";
import { promiseCheck, promiseOf } from "../checks/promise.ts";
import { businessTimeOf } from "../config/calendar.ts";
import { recordUrl } from "../connectors/hubspot/record-url.ts";
import { sayMute } from "../domain/findings/mute.ts";
import { speedToLead, type RaisedHand } from "../domain/leads/speed-to-lead.ts";
import { deletedPerson } from "../domain/redaction.ts";
import { isoWeekOf, type IsoWeek } from "../domain/time/iso-week.ts";
import { dueReports } from "../domain/time/report-due.ts";
import type { LeadAnswers, WeeklyReport } from "../domain/reporting/weekly-report.ts";
import type { ClientConfig } from "../config/config.ts";
import { uiDomainOf } from "../storage/clients.ts";
import { mutedChecks } from "../storage/muted-checks.ts";
import { notLeadsBy, type NotLeads } from "../storage/past-exclusions.ts";
import { readHandState } from "../storage/hands/hand-knowledge.ts";
import { handsWithin, type CountedHand } from "../storage/hands/standings.ts";
import { findReport } from "../storage/reports.ts";
import { latestOutcomes } from "../storage/check-outcomes.ts";
import { sayDay } from "../reports/format.ts";
import { sayAge } from "../domain/watch/say-age.ts";
import { readClientAge } from "./reads/client-ages.ts";
import type { World } from "./world.ts";

/** No promise runs on for longer into the next week: over holidays it is a fortnight. */
const longestCarriedMs = 15 * 86_400_000;

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
 * The leads of one week, as they stood at an instant. Once its report was built when it was due, or later, it says the
 * same at any later time: what was seen since then changes what is told of the present, and no week that was told.
 *
 * @param now - When it is asked: what was not read in time by then is not known, whatever is stored.
 */
export async function measureWeek(
  db: World["db"],
  client: ClientConfig,
  week: IsoWeek,
  at: Date,
  now: Date,
): Promise<LeadAnswers> {
  const { promiseMinutes } = promiseOf(client.monitors);
  const told = await toldOf(db, client, week, now);
  const knownBy = told === null ? now : new Date(told.knownBy);
  const hands = await raisedHands(db, client, week, knownBy);
  const answers = speedToLead(hands, promiseMinutes, { from: week.startsAt, until: at }, businessTimeOf(client));
  const reason = told === null ? await whyUnknown(db, client, week, now) : told.reason;
  return { ...answers, knownBy: knownBy.toISOString(), known: reason === null, reason };
}

/**
 * What the week's report has said, if it was built when it was due or later; one that was built before is built anew.
 */
async function toldOf(
  db: World["db"],
  client: ClientConfig,
  week: IsoWeek,
  now: Date,
): Promise<{ readonly knownBy: string; readonly reason: string | null } | null> {
  const leads = (await toldReport(db, client, week, now))?.leads;
  return leads?.knownBy === undefined ? null : { ...leads, knownBy: leads.knownBy };
}

/** A week's report that was built when it was due, or later: people may have read it. */
export async function toldReport(
  db: World["db"],
  { clientId, report, timeZone }: ClientConfig,
  week: IsoWeek,
  now: Date,
): Promise<WeeklyReport | null> {
  const dueAt = dueReports(report, timeZone, week.endsAt, now).find(({ period }) => period === week.name)?.dueAt;
  if (dueAt === undefined) return null;
  const kept = await findReport(db, clientId, week.name);
  const knownBy = kept?.leads.knownBy;
  return kept === undefined || knownBy === undefined || new Date(knownBy) < dueAt ? null : kept;
}

async function whyUnknown(db: World["db"], client: ClientConfig, week: IsoWeek, now: Date): Promise<string | null> {
  const { id } = promiseCheck();
  const mute = (await mutedChecks(db)).get(id);
  if (mute !== undefined) return `Follow-up is not watched: its check was ${sayMute(mute)}.`;
  const monitor = client.monitors.find(({ checkId }) => checkId === id);
  const age = await readClientAge(db, client, now);
  if (monitor !== undefined && age.cadences.get(monitor.cadence)?.isChecked === false)
    return sayAge(age, client.timeZone, now)?.what ?? "This client is not being checked.";
  const outcome = (await latestOutcomes(db, client.clientId)).find(({ checkId }) => checkId === id);
  if (outcome?.status !== "assessed") return outcome?.reason ?? "Follow-up is not watched for this client.";
  const state = await readHandState(db, client.clientId);
  if (state === null) return "It has not been read yet who asked to be contacted.";
  if (week.startsAt >= state.knownSince) return null;
  const since = sayDay(businessTimeOf(client).localDay(state.knownSince));
  return `Not enough history: who asked to be contacted is known from ${since} on.`;
}

async function raisedHands(
  db: World["db"],
  { clientId, portalId }: ClientConfig,
  week: IsoWeek,
  knownBy: Date,
): Promise<readonly RaisedHand[]> {
  const uiDomain = await uiDomainOf(db, clientId);
  const carriedFrom = new Date(week.startsAt.getTime() - longestCarriedMs);
  const hands = await handsWithin(db, clientId, carriedFrom, week.endsAt, knownBy);
  const excluded = await notLeadsBy(db, clientId, knownBy);
  return hands.map((hand) => ({
    ...hand,
    // Whom a person called no lead waits for nobody, like anyone outside the stages of leads.
    state: isExcluded(hand, excluded) ? ("outside" as const) : hand.state,
    label: hand.label ?? deletedPerson,
    url: hand.contactId === null ? null : recordUrl(uiDomain, portalId, "contact", hand.contactId),
  }));
}

function isExcluded({ handId, contactId }: CountedHand, { contacts, hands }: NotLeads): boolean {
  return hands.has(handId) || (contactId !== null && contacts.has(contactId));
}
