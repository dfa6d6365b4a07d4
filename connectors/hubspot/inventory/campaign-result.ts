import type { Campaign } from "../../../domain/inventory/campaign.ts";
import { campaignResultWords, type CampaignResult } from "../../../domain/inventory/campaign-result.ts";
import type { Gateway } from "../gateway.ts";
import { get, one } from "../probe.ts";
import { campaignAssetTypes, readCampaignReports } from "../read-campaign-reports.ts";
import { campaignsPath } from "../versions.ts";
import { campaign } from "./campaign.ts";
import type { InventoryKind } from "./descriptor.ts";

const dayMs = 86_400_000;

/** One request for each campaign that runs; where nobody has come yet, one more for each type of asset. */
export const campaignResult: InventoryKind<"campaign-result"> = {
  words: campaignResultWords,
  scopes: campaign.scopes,
  probes: [get("campaigns", campaignsPath, one)],
  async read(gateway) {
    const results: CampaignResult[] = [];
    for (const each of await campaign.read(gateway)) results.push(await resultOf(gateway, each));
    return results;
  },
  async readOne(gateway, id) {
    const each = await campaign.readOne!(gateway, id);
    return each === null ? null : resultOf(gateway, each);
  },
};

async function resultOf(gateway: Gateway, { id, name, startAt, endAt }: Campaign): Promise<CampaignResult> {
  const none = { type: "campaign-result", id, name, sessions: null, emailIds: null, otherAssets: null } as const;
  const now = gateway.answeredAt() ?? new Date();
  if (startAt === null || !isRunning(now, startAt, endAt)) return none;

  const reports = readCampaignReports(gateway);
  const { sessions } = await reports.campaignMetrics(id, dayOf(startAt), dayOf(now));
  if (sessions > 0) return { ...none, sessions };
  const emails = await reports.campaignAssets(id, "MARKETING_EMAIL");
  let otherAssets = 0;
  for (const type of campaignAssetTypes.filter((one) => one !== "MARKETING_EMAIL"))
    otherAssets += (await reports.campaignAssets(id, type)).length;
  return { ...none, sessions, emailIds: emails.map((email) => email.id).toSorted(), otherAssets };
}

/** With a day to spare at both ends: which day it is in the client's zone is not known here. */
function isRunning(now: Date, startAt: Date, endAt: Date | null): boolean {
  const ends = endAt === null ? Infinity : endAt.getTime() + 2 * dayMs;
  return startAt.getTime() <= now.getTime() + dayMs && now.getTime() < ends;
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
