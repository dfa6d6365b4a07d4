import { propertyValue } from "../../simulators/hubspot/api/render-record.ts";
import type { Portal } from "../../simulators/hubspot/model/portal.ts";
import type { RecordType } from "../../simulators/hubspot/model/record-types.ts";
import type { StoredRecord } from "../../simulators/hubspot/model/stored-record.ts";

/** A slow and simple judge of a portal, written apart from the scenario and from the product's checks. */

export interface Amiss {
  readonly checkId: string;
  readonly subjectId: string;
}

interface Hours {
  readonly timeZone: string;
  readonly weekdays: readonly number[];
  readonly opens: number;
  readonly closes: number;
  readonly holidays?: readonly string[];
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Counts working minutes one by one. */
export class MinuteCounter {
  readonly #from: number;
  readonly #worked: number[] = [0];

  constructor({ timeZone, weekdays, opens, closes, holidays = [] }: Hours, from: number, until: number) {
    this.#from = Math.floor(from / minuteMs) * minuteMs;
    const clock = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    const names = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    let open = false;
    for (let at = this.#from; at <= until; at += minuteMs) {
      // Doors open and close on half hours.
      if ((at / minuteMs) % 30 === 0 || at === this.#from) {
        const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
        const minute = Number(parts["hour"]) * 60 + Number(parts["minute"]);
        const isOff = holidays.includes(`${parts["year"]}-${parts["month"]}-${parts["day"]}`);
        open = !isOff && weekdays.includes(names.indexOf(parts["weekday"]!)) && minute >= opens && minute < closes;
      }
      this.#worked.push(this.#worked.at(-1)! + (open ? 1 : 0));
    }
  }

  between(from: number, until: number): number {
    const index = (at: number) =>
      Math.min(this.#worked.length - 1, Math.max(0, Math.floor((at - this.#from) / minuteMs)));
    return this.#worked[index(until)]! - this.#worked[index(from)]!;
  }
}

/** Everything that is amiss in the portal at `at`. */
export function amissAt(portal: Portal, counter: MinuteCounter, at: number): Amiss[] {
  const all = (type: RecordType) =>
    [...portal.records(type)].filter((record) => record.exists(at) && !record.isArchived(at));
  const contacts = all("contacts");
  const openDeals = all("deals").filter((deal) => read(portal, deal, "hs_is_closed", at) === "false");
  return [
    ...openDeals.flatMap((deal) => judgeDeal(portal, deal, at)),
    ...contacts.flatMap((contact) => judgeLead(portal, contact, counter, at)),
    ...judgeOwners(portal, openDeals, contacts, at),
    ...judgeTracking(portal, contacts, at),
    ...judgeCampaigns(portal, at),
  ];
}

const read = (portal: Portal, record: StoredRecord, name: string, at: number) =>
  propertyValue({ portal, record, at }, name);

/** Calendar days of the portal's own zone; NaN for an instant that is not known. */
function daysBetween(portal: Portal, from: number, until: number): number {
  const dayOf = (at: number) =>
    Date.parse(new Date(at).toLocaleDateString("sv-SE", { timeZone: portal.details.timeZone }));
  return Number.isNaN(from) ? Number.NaN : Math.round((dayOf(until) - dayOf(from)) / dayMs);
}

function judgeDeal(portal: Portal, deal: StoredRecord, at: number): Amiss[] {
  const amiss: Amiss[] = [];
  const today = new Date(at).toLocaleDateString("sv-SE", { timeZone: portal.details.timeZone });
  if (read(portal, deal, "closedate", at)!.slice(0, 10) < today)
    amiss.push({ checkId: "deal-close-date-past", subjectId: deal.id });
  const open = portal.details.dealPipelines[0]!.stages.filter(({ isClosed }) => !isClosed);
  const progress = open.findIndex(({ id }) => id === read(portal, deal, "dealstage", at)) / (open.length - 1);
  const next = read(portal, deal, "notes_next_activity_date", at);
  if (progress >= 0.5 && (next === null || Date.parse(next) <= at))
    amiss.push({ checkId: "deal-without-next-activity", subjectId: deal.id });
  return amiss;
}

const leadStages = ["lead", "marketingqualifiedlead", "salesqualifiedlead"];
const openStatuses = [null, "NEW", "OPEN", "IN_PROGRESS", "ATTEMPTED_TO_CONTACT", "CONNECTED"];

const isLead = (portal: Portal, contact: StoredRecord, at: number) =>
  leadStages.includes(read(portal, contact, "lifecyclestage", at)!);
const isOpenLead = (portal: Portal, contact: StoredRecord, at: number) =>
  isLead(portal, contact, at) && openStatuses.includes(read(portal, contact, "hs_lead_status", at));

function judgeLead(portal: Portal, contact: StoredRecord, counter: MinuteCounter, at: number): Amiss[] {
  const amiss: Amiss[] = [];
  const fail = (checkId: string) => amiss.push({ checkId, subjectId: contact.id });
  const raisedAt = Date.parse(read(portal, contact, "recent_conversion_date", at) ?? "");
  if (isLead(portal, contact, at) && daysBetween(portal, raisedAt, at) <= 30) {
    const waited = counter.between(raisedAt, at);
    if (read(portal, contact, "hubspot_owner_id", at) === null && waited > 15) fail("lead-unassigned");
    if (waited > 60 && !isAnswered(contact, raisedAt, at)) fail("lead-unanswered");
  }
  const lastActivity = Date.parse(
    read(portal, contact, "notes_last_updated", at) ?? read(portal, contact, "createdate", at)!,
  );
  if (isOpenLead(portal, contact, at) && daysBetween(portal, lastActivity, at) > 30) fail("lead-stale");
  return amiss;
}

function isAnswered(contact: StoredRecord, since: number, at: number): boolean {
  return (["calls", "emails", "meetings", "communications"] as const)
    .flatMap((type) => contact.linksTo(type, at).map(({ to }) => to))
    .filter((engagement) => engagement.type !== "emails" || engagement.valueAt("hs_email_direction", at) === "EMAIL")
    .map((engagement) => Date.parse(engagement.valueAt("hs_timestamp", at)!))
    .some((time) => time >= since && time <= at);
}

function judgeOwners(
  portal: Portal,
  openDeals: readonly StoredRecord[],
  contacts: readonly StoredRecord[],
  at: number,
): Amiss[] {
  const open = [...openDeals, ...contacts.filter((contact) => isOpenLead(portal, contact, at))];
  const owning = new Set(open.map((record) => read(portal, record, "hubspot_owner_id", at)));
  return [...portal.owners.values()]
    .filter((owner) => owner.exists(at) && owner.isDeactivated(at) && owning.has(owner.identity.id))
    .map((owner) => ({ checkId: "owner-deactivated", subjectId: owner.identity.id }));
}

function judgeTracking(portal: Portal, contacts: readonly StoredRecord[], at: number): Amiss[] {
  const amiss: Amiss[] = [];
  const portalId = String(portal.details.portalId);
  const recent = contacts.filter((contact) => daysBetween(portal, contact.createdAt, at) <= 30);
  const sourceless = recent.filter((contact) => read(portal, contact, "hs_analytics_source", at) === null);
  if (sourceless.length / recent.length > 0.05) amiss.push({ checkId: "contact-source-missing", subjectId: portalId });

  const spellings = new Map<string, number>();
  for (const contact of contacts.filter(({ createdAt }) => daysBetween(portal, createdAt, at) <= 90)) {
    const url = read(portal, contact, "hs_analytics_first_url", at);
    const source = url === null ? null : new URL(url).searchParams.get("utm_source");
    if (source !== null) spellings.set(source, (spellings.get(source) ?? 0) + 1);
  }
  const frequent = [...spellings]
    .filter(([, count]) => count >= 5)
    .map(([spelling]) => spelling.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));
  if (new Set(frequent).size < frequent.length) amiss.push({ checkId: "utm-value-fragmented", subjectId: portalId });
  return amiss;
}

function judgeCampaigns(portal: Portal, at: number): Amiss[] {
  return [...portal.campaigns.values()]
    .filter((campaign) => campaign.exists(at))
    .filter(
      (campaign) =>
        Date.parse(campaign.valueAt("hs_start_date", at)!) <= at &&
        Date.parse(campaign.valueAt("hs_end_date", at)!) > at,
    )
    .filter((campaign) => campaign.valueAt("hs_utm", at) === null || campaign.valueAt("hs_owner", at) === null)
    .map(({ id }) => ({ checkId: "campaign-untracked", subjectId: id }));
}
