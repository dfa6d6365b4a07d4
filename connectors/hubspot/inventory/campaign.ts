import { z } from "zod";
import { campaignWords } from "../../../domain/inventory/campaign.ts";
import { everyPage, pageQuery } from "../every-page.ts";
import { get, one } from "../probe.ts";
import { pageOf, parseAnswer, Properties } from "../schema.ts";
import { readInstant, readText } from "../values.ts";
import { campaignsPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";

const CampaignPage = pageOf(z.object({ id: z.string(), properties: Properties }));

const pageSize = 100;
/** Without this list HubSpot answers with an empty map of properties. */
const campaignProperties = "hs_name,hs_start_date,hs_end_date,hs_utm,hs_owner";

/** All campaigns. Needs Marketing Hub Professional. */
export const campaign: InventoryKind<"campaign"> = {
  words: campaignWords,
  scopes: ["marketing.campaigns.read"],
  probes: [get("campaigns", campaignsPath, one)],
  async read(gateway) {
    const asked = "GET campaigns";
    const page = async (after: string | undefined) => {
      const query = { ...pageQuery(pageSize, after), properties: campaignProperties };
      return parseAnswer(CampaignPage, asked, await gateway.request("GET", campaignsPath, query));
    };
    return (await everyPage(asked, page)).map(({ id, properties }) => ({
      type: "campaign",
      id,
      name: readText(properties["hs_name"]) ?? `Campaign ${id}`,
      startAt: readInstant(properties["hs_start_date"]),
      endAt: readInstant(properties["hs_end_date"]),
      utm: readText(properties["hs_utm"]),
      ownerId: readText(properties["hs_owner"]),
    }));
  },
};
