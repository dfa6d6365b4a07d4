import { stageOf } from "../model/pipeline.ts";
import type { Campaign } from "../model/campaign.ts";
import type { StoredRecord } from "../model/stored-record.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { presentCampaign } from "./campaigns.ts";
import { offsetPage } from "./offset-page.ts";
import { badRequest, unparsableParameter } from "./refusal.ts";

const contactTypes = ["contactFirstTouch", "contactLastTouch", "influencedContacts"] as const;
type ContactType = (typeof contactTypes)[number];

/** How many people a campaign brought, counted from the campaign that their own source names. */
export function campaignMetrics(call: Call): Answer {
  const campaign = presentCampaign(call);
  const influenced = contactsOf(call, campaign, "influencedContacts");
  return ok({
    sessions: influenced.reduce(
      (sum, contact) => sum + Number(contact.valueAt("hs_analytics_num_visits", call.at) ?? 0),
      0,
    ),
    newContactsFirstTouch: contactsOf(call, campaign, "contactFirstTouch").length,
    newContactsLastTouch: contactsOf(call, campaign, "contactLastTouch").length,
    influencedContacts: influenced.length,
  });
}

export function campaignContacts(call: Call): Answer {
  const type = contactTypes.find((known) => known === call.params["contactType"]);
  if (type === undefined) throw badRequest("Unable to parse value for path parameter: contactType");
  const campaign = presentCampaign(call);
  const contacts = contactsOf(call, campaign, type).map(({ id }) => ({ id }));
  const path = `/marketing/v3/campaigns/${campaign.id}/reports/contacts/${type}`;
  return ok(offsetPage(call, contacts, { standard: 100, max: 100 }, path));
}

/** What the influenced people bought. */
export function campaignRevenue(call: Call): Answer {
  const campaign = presentCampaign(call);
  const contacts = contactsOf(call, campaign, "influencedContacts");
  const deals = new Set(contacts.flatMap((contact) => contact.linksTo("deals", call.at).map(({ to }) => to)));
  const amountOf = (deal: StoredRecord) => Number(deal.valueAt("amount", call.at) ?? 0);
  const won = [...deals].filter((deal) => {
    const stage = stageOf(call.portal.pipelines("deals", call.at), deal.valueAt("dealstage", call.at));
    return stage?.isClosed === true && stage.probability === 1;
  });
  return ok({
    contactsNumber: contacts.length,
    dealsNumber: deals.size,
    dealAmount: [...deals].reduce((sum, deal) => sum + amountOf(deal), 0),
    revenueAmount: won.reduce((sum, deal) => sum + amountOf(deal), 0),
    currencyCode: call.portal.details.currency,
  });
}

/** Nobody enters budgets in the simulator. */
export function campaignBudget(call: Call): Answer {
  presentCampaign(call);
  const { currency } = call.portal.details;
  return ok({
    budgetItems: [],
    spendItems: [],
    budgetTotal: 0,
    remainingBudget: 0,
    spendTotal: 0,
    currencyCode: currency,
  });
}

function contactsOf(call: Call, campaign: Campaign, type: ContactType): readonly StoredRecord[] {
  const tags = [campaign.valueAt("hs_utm", call.at), campaign.valueAt("hs_name", call.at)].filter(
    (tag) => tag !== null,
  );
  const from = dayIn(call, "startDate") ?? -Infinity;
  const to = dayIn(call, "endDate") ?? Infinity;
  const names = (contact: StoredRecord, property: string) => tags.includes(contact.valueAt(property, call.at) ?? "");
  return [...call.portal.records("contacts")].filter((contact) => {
    if (!contact.exists(call.at) || contact.isArchived(call.at)) return false;
    if (contact.createdAt < from || contact.createdAt >= to) return false;
    const first = names(contact, "hs_analytics_source_data_1");
    const last = names(contact, "hs_latest_source_data_1");
    return type === "contactFirstTouch" ? first : type === "contactLastTouch" ? last : first || last;
  });
}

/** A day of the query; the end counts as its whole day. */
function dayIn({ query }: Call, name: "startDate" | "endDate"): number | null {
  const given = query.get(name);
  if (given === null) return null;
  const day = Date.parse(given);
  if (Number.isNaN(day)) throw unparsableParameter(name);
  return name === "endDate" ? day + 86_400_000 : day;
}
