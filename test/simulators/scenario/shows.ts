import type { Label, Trouble } from "../../../simulators/hubspot/scenario/label.ts";
import type { MinuteCounter } from "../oracle.ts";
import type { PortalReader, Properties } from "./read-portal.ts";

/**
 * What a label is judged by: the portal over HTTP at the instant of its clock, and working minutes counted one by one.
 */
export interface Scene {
  readonly portal: PortalReader;
  readonly at: number;
  readonly counter: MinuteCounter;
  readonly timeZone: string;
  /** Ids of the stages, open ones in their order. */
  readonly openStages: readonly string[];
  readonly wonStage: string;
}

type Subject = Pick<Label, "subjectId"> & { readonly variant: string };

const dayMs = 86_400_000;
const time = (value: string | null | undefined): number => Date.parse(value ?? "");

/** Calendar days of the client. */
function daysBetween({ timeZone }: Pick<Scene, "timeZone">, from: number, until: number): number {
  const dayOf = (at: number) => Date.parse(new Date(at).toLocaleDateString("sv-SE", { timeZone }));
  return Math.round((dayOf(until) - dayOf(from)) / dayMs);
}

/** Whether the subject shows the trouble now, in the words of the catalogue of checks. */
export const shows: Readonly<Record<Trouble, (scene: Scene, subject: Subject) => Promise<boolean>>> = {
  async "deal-close-date-past"({ portal, at, timeZone, openStages }, { subjectId }) {
    const deal = await portal.record("deals", subjectId, ["dealstage", "closedate"]);
    const today = new Date(at).toLocaleDateString("sv-SE", { timeZone });
    return deal !== null && openStages.includes(deal["dealstage"]!) && deal["closedate"]!.slice(0, 10) < today;
  },

  async "deal-without-next-activity"({ portal, at, openStages }, { subjectId }) {
    const deal = await portal.record("deals", subjectId, ["dealstage", "notes_next_activity_date", "createdate"]);
    const place = openStages.indexOf(deal?.["dealstage"] ?? "");
    const next = time(deal?.["notes_next_activity_date"]);
    const isGrown = at - time(deal?.["createdate"]) >= 7 * dayMs;
    return isGrown && place / (openStages.length - 1) >= 0.5 && !(next > at);
  },

  async "won-deal-contact-not-customer"({ portal, wonStage }, { subjectId }) {
    const contact = await portal.record("contacts", subjectId, ["lifecyclestage"]);
    const deals = await portal.linked("contacts", subjectId, "deals", ["dealstage"]);
    return deals.some((deal) => deal["dealstage"] === wonStage) && contact?.["lifecyclestage"] !== "customer";
  },

  async "lead-unassigned"({ portal, at, counter }, { subjectId }) {
    const contact = await portal.record("contacts", subjectId, ["hubspot_owner_id", "recent_conversion_date"]);
    const waited = counter.between(time(contact?.["recent_conversion_date"]), at);
    return contact !== null && contact["hubspot_owner_id"] === null && waited >= 15;
  },

  async "lead-unanswered"(scene, { subjectId }) {
    const { portal, at, counter } = scene;
    const contact = await portal.record("contacts", subjectId, [
      "recent_conversion_date",
      "lifecyclestage",
      "hs_lead_status",
    ]);
    const raisedAt = time(contact?.["recent_conversion_date"]);
    if (contact === null || !isOpenLead(contact) || counter.between(raisedAt, at) < 60) return false;
    if (daysBetween(scene, raisedAt, at) > 30) return false;
    return !(await outboundTimes(scene, subjectId)).some((touchedAt) => touchedAt >= raisedAt && touchedAt <= at);
  },

  async "lead-stale"({ portal, at, timeZone }, { subjectId }) {
    const names = ["notes_last_updated", "createdate", "recent_conversion_date", "lifecyclestage", "hs_lead_status"];
    const contact = await portal.record("contacts", subjectId, names);
    if (contact === null || !isOpenLead(contact)) return false;
    const acts = names.slice(0, 3).map((name) => time(contact[name]));
    return daysBetween({ timeZone }, Math.max(...acts.filter((act) => !Number.isNaN(act))), at) > 30;
  },

  async "owner-deactivated"({ portal }, { subjectId }) {
    const archived = await portal.get<{ results: { id: string }[] }>("/crm/v3/owners?archived=true&limit=500");
    if (!archived?.results.some(({ id }) => id === subjectId)) return false;
    const owned = [{ propertyName: "hubspot_owner_id", operator: "EQ", value: subjectId }];
    return (await portal.count("contacts", owned)) + (await portal.count("deals", owned)) > 0;
  },

  async "routing-switched-off"({ portal }, { subjectId }) {
    return (await portal.get<{ isEnabled: boolean }>(`/automation/v4/flows/${subjectId}`))?.isEnabled === false;
  },

  async "form-without-follow-up"({ portal }, { subjectId }) {
    const form = await portal.get<{ configuration: { notifyContactOwner: boolean; notifyRecipients: string[] } }>(
      `/marketing/v3/forms/${subjectId}`,
    );
    return form !== null && !form.configuration.notifyContactOwner && form.configuration.notifyRecipients.length === 0;
  },

  async "qualified-lead-without-deal"({ portal }, { subjectId }) {
    const lead = await portal.record("leads", subjectId, ["hs_pipeline_stage", "hs_primary_contact_id"]);
    if (lead?.["hs_pipeline_stage"] !== "qualified-stage-id") return false;
    return (await portal.linked("contacts", lead["hs_primary_contact_id"]!, "deals", ["dealstage"])).length === 0;
  },

  async "disqualified-without-reason"({ portal }, { subjectId }) {
    const lead = await portal.record("leads", subjectId, ["hs_pipeline_stage", "hs_lead_disqualification_reason"]);
    return lead?.["hs_pipeline_stage"] === "unqualified-stage-id" && lead["hs_lead_disqualification_reason"] === null;
  },

  async "contact-source-missing"({ portal, at }) {
    const created = { propertyName: "createdate", operator: "GTE", value: String(at - 30 * dayMs) };
    const all = await portal.count("contacts", [created]);
    const missing = await portal.count("contacts", [
      created,
      { propertyName: "hs_analytics_source", operator: "NOT_HAS_PROPERTY" },
    ]);
    return all >= 20 && missing / all > 0.05;
  },

  async "utm-value-fragmented"({ portal, at }, { variant }) {
    const created = { propertyName: "createdate", operator: "GTE", value: String(at - 90 * dayMs) };
    const contacts = await portal.search("contacts", [created], ["hs_analytics_first_url"]);
    const sources = contacts.flatMap(({ hs_analytics_first_url: url }) =>
      url ? [new URL(url).searchParams.get("utm_source")] : [],
    );
    const spellings = new Map<string, number>();
    for (const source of sources)
      if (source?.toLowerCase().replaceAll(/[^a-z0-9]/g, "") === variant)
        spellings.set(source, (spellings.get(source) ?? 0) + 1);
    return [...spellings.values()].filter((count) => count >= 5).length > 1;
  },

  async "campaign-untracked"({ portal, at }, { subjectId }) {
    const names = "hs_utm,hs_owner,hs_start_date,hs_end_date";
    const campaign = await portal.get<{ properties: Properties }>(
      `/marketing/v3/campaigns/${subjectId}?properties=${names}`,
    );
    if (!campaign) return false;
    const { hs_utm: utm, hs_owner: owner, hs_start_date: start, hs_end_date: end } = campaign.properties;
    return time(start) <= at && at < time(end) + dayMs && (!utm || !owner);
  },
};

function isOpenLead(contact: Properties): boolean {
  const stages = ["lead", "marketingqualifiedlead", "salesqualifiedlead"];
  const closed = ["UNQUALIFIED", "BAD_TIMING", "OPEN_DEAL"];
  return stages.includes(contact["lifecyclestage"]!) && !closed.includes(contact["hs_lead_status"] ?? "");
}

async function outboundTimes({ portal }: Scene, contactId: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (const type of ["calls", "emails", "meetings", "communications"]) {
    const names = ["hs_timestamp", ...(type === "emails" ? ["hs_email_direction"] : [])];
    for (const engagement of await portal.linked("contacts", contactId, type, names))
      if (type !== "emails" || engagement["hs_email_direction"] === "EMAIL")
        times.push(time(engagement["hs_timestamp"]));
  }
  return times;
}
