import { z } from "zod";
import type { Campaign } from "../../domain/inventory/inventory.ts";
import { everyPage, pageQuery } from "./every-page.ts";
import type { Gateway } from "./gateway.ts";
import { Id, pageOf, parseAnswer, Properties } from "./schema.ts";
import { readInstant, readText } from "./values.ts";
import { campaignsPath } from "./versions.ts";

const CampaignPage = pageOf(z.object({ id: z.string(), properties: Properties }));
const AssetPage = pageOf(z.object({ id: Id, name: z.string().nullish() }));
const Metrics = z.object({
  sessions: z.number(),
  newContactsFirstTouch: z.number(),
  newContactsLastTouch: z.number(),
  influencedContacts: z.number(),
});

/** The kinds of asset that show whether a campaign is out and can be measured. */
export const campaignAssetTypes = [
  "AD_CAMPAIGN",
  "BLOG_POST",
  "FORM",
  "LANDING_PAGE",
  "MARKETING_EMAIL",
  "SITE_PAGE",
  "SOCIAL_BROADCAST",
] as const;
export type CampaignAssetType = (typeof campaignAssetTypes)[number];

export interface CampaignAsset {
  readonly id: string;
  readonly name: string | null;
}

/** How many people a campaign brought, as HubSpot attributes them. */
export type CampaignMetrics = z.output<typeof Metrics>;

export interface CampaignReads {
  /** All campaigns. Needs Marketing Hub Professional. */
  campaigns(): Promise<readonly Campaign[]>;
  /** What of one type belongs to a campaign. */
  campaignAssets(campaignId: string, type: CampaignAssetType): Promise<readonly CampaignAsset[]>;
  /** Counted from the first to the last of these days, such as "2026-11-01", both included. */
  campaignMetrics(campaignId: string, firstDay: string, lastDay: string): Promise<CampaignMetrics>;
}

const pageSize = 100;
/** Without this list HubSpot answers with an empty map of properties. */
const campaignProperties = "hs_name,hs_start_date,hs_end_date,hs_utm,hs_owner";

export function readCampaigns(gateway: Gateway): CampaignReads {
  const pathOf = (campaignId: string) => `${campaignsPath}/${encodeURIComponent(campaignId)}`;
  return {
    async campaigns() {
      const asked = "GET campaigns";
      const read = async (after: string | undefined) => {
        const query = { ...pageQuery(pageSize, after), properties: campaignProperties };
        return parseAnswer(CampaignPage, asked, await gateway.request("GET", campaignsPath, query));
      };
      return (await everyPage(asked, read)).map(({ id, properties }) => ({
        type: "campaign",
        id,
        name: readText(properties["hs_name"]) ?? `Campaign ${id}`,
        startAt: readInstant(properties["hs_start_date"]),
        endAt: readInstant(properties["hs_end_date"]),
        utm: readText(properties["hs_utm"]),
        ownerId: readText(properties["hs_owner"]),
      }));
    },

    async campaignAssets(campaignId, type) {
      const asked = `GET ${type} assets of a campaign`;
      const path = `${pathOf(campaignId)}/assets/${type}`;
      const read = async (after: string | undefined) =>
        parseAnswer(AssetPage, asked, await gateway.request("GET", path, pageQuery(pageSize, after)));
      return (await everyPage(asked, read)).map(({ id, name }) => ({ id, name: name ?? null }));
    },

    async campaignMetrics(campaignId, firstDay, lastDay) {
      const query = { startDate: firstDay, endDate: lastDay };
      const answer = await gateway.request("GET", `${pathOf(campaignId)}/reports/metrics`, query);
      return parseAnswer(Metrics, "GET the metrics of a campaign", answer);
    },
  };
}
