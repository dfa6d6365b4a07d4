import type { PlainPortal, PlainRecord, PlainStage } from "./plain-portal.ts";
import { plainDaysBetween, type PlainTime } from "./plain-time.ts";

export type PlainVerdict = "pass" | "fail" | "unknown" | "not-applicable";

export interface PlainJudgement {
  readonly verdict: PlainVerdict;
  readonly severity?: "critical" | "high" | "medium";
  /** Nothing is left to judge, because somebody has done what was to be done. */
  readonly isMended?: true;
}

/** A request to be contacted that is still open, as plain-hands tells it. */
export interface PlainWait {
  readonly raisedAt: number;
  /** The last time they asked while they waited. */
  readonly lastAskedAt: number;
  readonly isAnswered: boolean;
}

/** What a subject of a check comes to: check → subject → judgement. */
export type PlainVerdicts = ReadonlyMap<string, ReadonlyMap<string, PlainJudgement>>;

const leadStages = new Set(["lead", "marketingqualifiedlead", "salesqualifiedlead"]);
const closedStatuses = new Set(["UNQUALIFIED", "BAD_TIMING", "OPEN_DEAL"]);
const notApplicable: PlainJudgement = { verdict: "not-applicable" };
const passes: PlainJudgement = { verdict: "pass" };

export interface PlainSight {
  readonly portal: PlainPortal;
  readonly at: number;
  readonly time: PlainTime;
  /** The last request of a contact within the look-back; none: nobody asked. */
  readonly waitOf: (contactId: string) => PlainWait | undefined;
}

/** Every check's word on every subject, by the pages under docs/checks/ alone, with their default settings. */
export function plainVerdicts(sight: PlainSight): PlainVerdicts {
  const { portal } = sight;
  const each = (records: readonly PlainRecord[], judge: (record: PlainRecord) => PlainJudgement) =>
    new Map(records.map((record) => [record.id, judge(record)]));
  return new Map([
    ["lead-unanswered", each(portal.contacts, (contact) => unanswered(contact, sight))],
    ["lead-unassigned", each(portal.contacts, (contact) => unassigned(contact, sight))],
    ["lead-stale", each(portal.contacts, (contact) => stale(contact, sight))],
    ["deal-close-date-past", each(portal.deals, (deal) => closeDatePast(deal, sight))],
    ["deal-without-next-activity", each(portal.deals, (deal) => withoutNextActivity(deal, sight))],
    // Nobody changes the pipeline of the lived year.
    ["pipeline-changed", new Map(portal.pipelines.map(({ id }) => [id, passes]))],
    ["campaign-untracked", each(portal.campaigns, (campaign) => untracked(campaign, sight))],
    ["owner-deactivated", ownersLeft(sight)],
    ["contact-source-missing", new Map([["new-contacts", sourceMissing(sight)]])],
    ["utm-value-fragmented", fragmented(sight)],
    ["portal-unreadable", new Map([["portal", passes]])],
    // Every run of the year is of all cadences, and only one of the daily cadence compares.
    ["incremental-judging-differs", new Map([["portal", notApplicable]])],
  ]);
}

export function isOpenLead({ properties }: PlainRecord): boolean {
  const status = properties["hs_lead_status"];
  return leadStages.has(properties["lifecyclestage"] ?? "") && (!status || !closedStatuses.has(status));
}

function unanswered(contact: PlainRecord, { at, time, waitOf }: PlainSight): PlainJudgement {
  const wait = waitOf(contact.id);
  if (!isOpenLead(contact) || wait === undefined || isBeyond(wait, at, time)) return notApplicable;
  const waited = time.workedMinutes(wait.raisedAt, at);
  if (wait.isAnswered || waited <= 60) return passes;
  return { verdict: "fail", severity: waited > 480 ? "critical" : "high" };
}

function unassigned(contact: PlainRecord, { at, time, waitOf }: PlainSight): PlainJudgement {
  const wait = waitOf(contact.id);
  if (!isOpenLead(contact) || wait === undefined || isBeyond(wait, at, time)) return notApplicable;
  const waited = time.workedMinutes(wait.raisedAt, at);
  if (contact.properties["hubspot_owner_id"] || waited <= 15) return passes;
  return { verdict: "fail", severity: waited > 60 ? "critical" : "high" };
}

function isBeyond({ lastAskedAt }: PlainWait, at: number, time: PlainTime): boolean {
  return plainDaysBetween(time.dayOf(lastAskedAt), time.dayOf(at)) > 30;
}

function stale(contact: PlainRecord, { at, time, waitOf }: PlainSight): PlainJudgement {
  if (!isOpenLead(contact)) return notApplicable;
  const worked = instant(contact, "notes_last_updated") ?? instant(contact, "createdate");
  if (worked === null) return { verdict: "unknown" };
  const quietSince = Math.max(worked, waitOf(contact.id)?.lastAskedAt ?? worked);
  const quietDays = plainDaysBetween(time.dayOf(quietSince), time.dayOf(at));
  return quietDays <= 30 ? passes : { verdict: "fail", severity: "medium" };
}

function stageOf({ properties }: PlainRecord, { portal }: PlainSight) {
  const pipeline = portal.pipelines.find(({ id }) => id === properties["pipeline"]);
  const stage = pipeline?.stages.find(({ id }) => id === properties["dealstage"]);
  const isClosed = (one: PlainStage) => one.metadata.isClosed === "true";
  const open = (pipeline?.stages ?? [])
    .filter((one) => !isClosed(one))
    .toSorted((a, b) => a.displayOrder - b.displayOrder);
  return stage === undefined ? null : { isClosed: isClosed(stage), place: open.indexOf(stage), last: open.length - 1 };
}

function closeDatePast(deal: PlainRecord, sight: PlainSight): PlainJudgement {
  const closes = instant(deal, "closedate");
  if (stageOf(deal, sight)?.isClosed || closes === null) return notApplicable;
  const past = plainDaysBetween(sight.time.meantDay(closes), sight.time.dayOf(sight.at));
  return past <= 0 ? passes : { verdict: "fail", severity: past > 14 ? "high" : "medium" };
}

function withoutNextActivity(deal: PlainRecord, sight: PlainSight): PlainJudgement {
  const stage = stageOf(deal, sight);
  if (stage === null) return { verdict: "unknown" };
  const created = instant(deal, "createdate");
  const isEarly = stage.place * 2 < stage.last;
  const isNew = created !== null && plainDaysBetween(sight.time.dayOf(created), sight.time.dayOf(sight.at)) < 7;
  if (stage.isClosed || isEarly || isNew) return notApplicable;
  const next = instant(deal, "notes_next_activity_date");
  return next !== null && next > sight.at ? passes : { verdict: "fail", severity: "high" };
}

function untracked({ properties }: PlainRecord, { at, time }: PlainSight): PlainJudgement {
  const day = (name: string) => (properties[name] ? time.meantDay(asInstant(properties[name])) : null);
  const [starts, ends, today] = [day("hs_start_date"), day("hs_end_date"), time.dayOf(at)];
  if (starts === null || starts > today || (ends !== null && ends < today)) return notApplicable;
  if (properties["hs_utm"] && properties["hs_owner"]) return passes;
  return { verdict: "fail", severity: properties["hs_utm"] ? "medium" : "high" };
}

function ownersLeft(sight: PlainSight): Map<string, PlainJudgement> {
  const { portal } = sight;
  const openDeals = portal.deals.filter((deal) => !stageOf(deal, sight)?.isClosed);
  const work = [...openDeals, ...portal.contacts.filter(isOpenLead)].map(
    ({ properties }) => properties["hubspot_owner_id"],
  );
  const judged = new Map<string, PlainJudgement>(portal.activeOwners.map((id) => [id, passes]));
  for (const id of portal.formerOwners)
    judged.set(
      id,
      work.includes(id) ? { verdict: "fail", severity: "critical" } : { ...notApplicable, isMended: true },
    );
  return judged;
}

function newcomers({ portal, at, time }: PlainSight, days: number): readonly PlainRecord[] {
  return portal.contacts.filter((contact) => {
    const created = instant(contact, "createdate");
    return created !== null && created <= at && plainDaysBetween(time.dayOf(created), time.dayOf(at)) <= days;
  });
}

function sourceMissing(sight: PlainSight): PlainJudgement {
  const recent = newcomers(sight, 30);
  if (recent.length < 20) return { verdict: "unknown" };
  const missing = recent.filter(({ properties }) => !properties["hs_analytics_source"]).length;
  return Math.round((missing / recent.length) * 1000) <= 50 ? passes : { verdict: "fail", severity: "medium" };
}

function fragmented(sight: PlainSight): Map<string, PlainJudgement> {
  const counts = new Map<string, Map<string, number>>();
  for (const { properties } of newcomers(sight, 90)) {
    const first = properties["hs_analytics_first_url"];
    const spelling = first && URL.canParse(first) ? new URL(first).searchParams.get("utm_source") : null;
    if (!spelling) continue;
    const channel = spelling.toLowerCase().replaceAll(/[\s\-_.+]/g, "");
    const spellings = counts.get(channel) ?? new Map<string, number>();
    counts.set(channel, spellings.set(spelling, (spellings.get(spelling) ?? 0) + 1));
  }
  if (counts.size === 0) return new Map([["utm-sources", notApplicable]]);
  const judge = (spellings: Map<string, number>): PlainJudgement =>
    [...spellings.values()].filter((count) => count >= 5).length < 2 ? passes : { verdict: "fail", severity: "medium" };
  return new Map([...counts].map(([channel, spellings]) => [`utm-source:${channel}`, judge(spellings)]));
}

function instant({ properties }: PlainRecord, name: string): number | null {
  const text = properties[name];
  return text ? asInstant(text) : null;
}

function asInstant(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Date.parse(text);
}
