import { randomUUID } from "node:crypto";
import type { Campaign } from "../model/campaign.ts";
import type { Properties } from "../model/write.ts";
import { created, noContent, ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { jsonBody, names } from "./call.ts";
import type { Call } from "./call.ts";
import { campaignProperties, validCampaignProperties } from "./campaign-properties.ts";
import { offsetPage } from "./offset-page.ts";
import { limitOf, pagingTo } from "./paging.ts";
import { badRequest, resourceNotFound } from "./refusal.ts";

/** Campaigns, oldest first unless sorted otherwise. `after` is an opaque offset. */
export function listCampaigns(call: Call): Answer {
  const limit = limitOf(call, { standard: 50, max: 100 });
  const offset = Number(call.query.get("after") ?? 0);
  if (!Number.isInteger(offset) || offset < 0) throw badRequest("Unable to parse value for query parameter: after");
  const wantedName = call.query.get("name")?.toLowerCase();
  const campaigns = [...call.portal.campaigns.values()]
    .filter((campaign) => campaign.exists(call.at))
    .filter(
      (campaign) => !wantedName || (campaign.valueAt("hs_name", call.at) ?? "").toLowerCase().includes(wantedName),
    );
  const sorted = sortCampaigns(campaigns, call);
  const hasMore = sorted.length > offset + limit;
  return ok({
    total: sorted.length,
    results: sorted
      .slice(offset, offset + limit)
      .map((campaign) => renderCampaign(call, campaign, names(call.query, "properties"))),
    ...(hasMore && pagingTo(call, "/marketing/v3/campaigns", String(offset + limit))),
  });
}

export function readCampaign(call: Call): Answer {
  const campaign = presentCampaign(call);
  return ok({ ...renderCampaign(call, campaign, names(call.query, "properties")), assets: {} });
}

export function createCampaign(call: Call): Answer {
  const properties = validCampaignProperties(call.portal, jsonBody(call)["properties"]);
  if (!properties["hs_name"]) throw badRequest("Some required fields were not set: [hs_name]");
  const id = randomUUID();
  call.portal.write(
    {
      what: "campaign-created",
      id,
      properties: { hs_object_id: objectIdOf(call), hs_campaign_status: "planned", ...properties },
    },
    call.source,
  );
  return created(renderWritten(call, id, properties));
}

export function updateCampaign(call: Call): Answer {
  const { id } = presentCampaign(call);
  const properties = validCampaignProperties(call.portal, jsonBody(call)["properties"]);
  call.portal.write({ what: "campaign-changed", id, properties }, call.source);
  return ok(renderWritten(call, id, properties));
}

export function deleteCampaign(call: Call): Answer {
  const { id } = presentCampaign(call);
  call.portal.write({ what: "campaign-deleted", id }, call.source);
  return noContent;
}

export function listCampaignAssets(call: Call): Answer {
  const campaign = presentCampaign(call);
  const assets = campaign.assetsAt(call.params["assetType"] ?? "", call.at);
  // Figures come only for a stretch of days.
  const hasDays = call.query.has("startDate") && call.query.has("endDate");
  const results = assets.map(({ id, name }) => ({ id, name, ...(hasDays && { metrics: {} }) }));
  return ok(offsetPage(call, results, { standard: 10, max: 100 }, `/marketing/v3/campaigns/${campaign.id}/assets`));
}

export function presentCampaign(call: Call): Campaign {
  const campaign = call.portal.campaigns.get(call.params["id"] ?? "");
  if (!campaign?.exists(call.at)) throw resourceNotFound();
  return campaign;
}

/**
 * Unlike a record, a campaign shows only the properties that were asked for, and of those only the ones with a value.
 */
function renderCampaign(call: Call, campaign: Campaign, wanted: readonly string[]): Record<string, unknown> {
  const at = call.portal.instant();
  const properties: Record<string, string> = {};
  for (const name of wanted) {
    const value = campaignProperties.has(name) ? campaign.valueAt(name, at) : null;
    if (value !== null) properties[name] = value;
  }
  return {
    id: campaign.id,
    properties,
    businessUnits: [],
    createdAt: new Date(campaign.createdAt).toISOString(),
    updatedAt: new Date(campaign.updatedAt(at)).toISOString(),
  };
}

function renderWritten(call: Call, id: string, properties: Properties): unknown {
  return renderCampaign(call, call.portal.campaigns.get(id)!, Object.keys(properties));
}

function sortCampaigns(campaigns: readonly Campaign[], call: Call): readonly Campaign[] {
  const sort = call.query.get("sort") ?? "createdAt";
  const descending = sort.startsWith("-");
  const keyOf = (campaign: Campaign): string | number => {
    if (sort.endsWith("hs_name")) return campaign.valueAt("hs_name", call.at) ?? "";
    return sort.endsWith("updatedAt") ? campaign.updatedAt(call.at) : campaign.createdAt;
  };
  const sorted = campaigns.toSorted((one, other) =>
    keyOf(one) < keyOf(other) ? -1 : keyOf(one) > keyOf(other) ? 1 : 0,
  );
  return descending ? sorted.toReversed() : sorted;
}

const objectIdOf = ({ portal }: Call): string => String(500_000_001 + portal.campaigns.size);
