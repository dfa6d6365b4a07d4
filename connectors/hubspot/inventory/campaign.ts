import { z } from "zod";
import { campaignWords, type Campaign } from "../../../domain/inventory/campaign.ts";
import { everyPage, pageQuery } from "../every-page.ts";
import { get, one } from "../probe.ts";
import { pageOf, parseAnswer, Properties } from "../schema.ts";
import { readInstant, readText } from "../values.ts";
import { campaignsPath } from "../versions.ts";
import type { InventoryKind } from "./descriptor.ts";
import { oneOrNothing } from "./one-or-nothing.ts";

const CampaignAnswer = z.object({ id: z.string(), properties: Properties });
const CampaignPage = pageOf(CampaignAnswer);

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
    return (await everyPage(asked, page)).map(asCampaign);
  },
  async readOne(gateway, id) {
    const path = `${campaignsPath}/${encodeURIComponent(id)}`;
    const answer = await oneOrNothing(gateway, path, { properties: campaignProperties });
    return answer === null ? null : asCampaign(parseAnswer(CampaignAnswer, "GET a campaign", answer));
  },
};

function asCampaign({ id, properties }: z.output<typeof CampaignAnswer>): Campaign {
  return {
    type: "campaign",
    id,
    name: readText(properties["hs_name"]) ?? `Campaign ${id}`,
    startAt: readInstant(properties["hs_start_date"]),
    endAt: readInstant(properties["hs_end_date"]),
    utm: readText(properties["hs_utm"]),
    ownerId: readText(properties["hs_owner"]),
  };
}
