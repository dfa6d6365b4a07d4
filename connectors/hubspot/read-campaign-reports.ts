import { z } from "zod";
import { everyPage, pageQuery } from "./every-page.ts";
import type { Gateway } from "./gateway.ts";
import { Id, pageOf, parseAnswer } from "./schema.ts";
import { campaignsPath } from "./versions.ts";

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

export interface CampaignReportReads {
  /** What of one type belongs to a campaign. */
  campaignAssets(campaignId: string, type: CampaignAssetType): Promise<readonly CampaignAsset[]>;
  /** Counted from the first to the last of these days, such as "2026-11-01", both included. */
  campaignMetrics(campaignId: string, firstDay: string, lastDay: string): Promise<CampaignMetrics>;
}

const pageSize = 100;

export function readCampaignReports(gateway: Gateway): CampaignReportReads {
  const pathOf = (campaignId: string) => `${campaignsPath}/${encodeURIComponent(campaignId)}`;
  return {
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
