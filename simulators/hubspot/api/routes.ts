import { accountDetails, dailyUsage } from "./account.ts";
import type { Answer } from "./answer.ts";
import { archiveAssociations, createAssociations, listAssociations, readAssociations } from "./associations.ts";
import { archiveBatch, createBatch, readBatch, updateBatch } from "./batch.ts";
import type { Call } from "./call.ts";
import { createCampaign, deleteCampaign, listCampaignAssets, listCampaigns, readCampaign, updateCampaign } from "./campaigns.ts";
import { archiveObject, createObject, listObjects, readObject, updateObject } from "./objects.ts";
import { listOwners, readOwner } from "./owners.ts";
import { listPipelines, readPipeline } from "./pipelines.ts";
import { listProperties, readProperty } from "./properties.ts";
import type { ScopeRule } from "./scopes.ts";
import { searchObjects } from "./search.ts";

/** Which of a portal's allowances a call draws on. */
export type Bucket = "general" | "search" | "associations";

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly bucket: Bucket;
  readonly scopes: ScopeRule;
  readonly answer: (call: Call) => Answer;
}

/** The version table: `{dated}` stands for every dated version served; a `|` parts the path from its v3/v4 elder. */
const table: readonly (readonly [verbAndPaths: string, scopes: ScopeRule, answer: (call: Call) => Answer, bucket?: Bucket])[] = [
  ["GET /account-info/{dated}/details | /account-info/v3/details", "none", accountDetails],
  ["GET /account-info/{dated}/api-usage/daily/private-apps | /account-info/v3/api-usage/daily/private-apps", "none", dailyUsage],

  ["GET /crm/objects/{dated}/{type} | /crm/v3/objects/{type}", "read", listObjects],
  ["POST /crm/objects/{dated}/{type} | /crm/v3/objects/{type}", "write", createObject],
  ["POST /crm/objects/{dated}/{type}/search | /crm/v3/objects/{type}/search", "read", searchObjects, "search"],
  ["POST /crm/objects/{dated}/{type}/batch/read | /crm/v3/objects/{type}/batch/read", "read", readBatch],
  ["POST /crm/objects/{dated}/{type}/batch/create | /crm/v3/objects/{type}/batch/create", "write", createBatch],
  ["POST /crm/objects/{dated}/{type}/batch/update | /crm/v3/objects/{type}/batch/update", "write", updateBatch],
  ["POST /crm/objects/{dated}/{type}/batch/archive | /crm/v3/objects/{type}/batch/archive", "write", archiveBatch],
  ["GET /crm/objects/{dated}/{type}/{id} | /crm/v3/objects/{type}/{id}", "read", readObject],
  ["PATCH /crm/objects/{dated}/{type}/{id} | /crm/v3/objects/{type}/{id}", "write", updateObject],
  ["DELETE /crm/objects/{dated}/{type}/{id} | /crm/v3/objects/{type}/{id}", "write", archiveObject],

  [
    "GET /crm/objects/{dated}/{type}/{id}/associations/{to} | /crm/v4/objects/{type}/{id}/associations/{to}",
    "read",
    listAssociations,
    "associations",
  ],
  [
    "POST /crm/associations/{dated}/{type}/{to}/batch/read | /crm/v4/associations/{type}/{to}/batch/read",
    "read",
    readAssociations,
    "associations",
  ],
  [
    "POST /crm/associations/{dated}/{type}/{to}/batch/create | /crm/v4/associations/{type}/{to}/batch/create",
    "write",
    createAssociations,
    "associations",
  ],
  [
    "POST /crm/associations/{dated}/{type}/{to}/batch/associate/default | /crm/v4/associations/{type}/{to}/batch/associate/default",
    "write",
    createAssociations,
    "associations",
  ],
  [
    "POST /crm/associations/{dated}/{type}/{to}/batch/archive | /crm/v4/associations/{type}/{to}/batch/archive",
    "write",
    archiveAssociations,
    "associations",
  ],

  ["GET /crm/properties/{dated}/{type} | /crm/v3/properties/{type}", "schema", listProperties],
  ["GET /crm/properties/{dated}/{type}/{name} | /crm/v3/properties/{type}/{name}", "schema", readProperty],
  ["GET /crm/pipelines/{dated}/{type} | /crm/v3/pipelines/{type}", "schema", listPipelines],
  ["GET /crm/pipelines/{dated}/{type}/{id} | /crm/v3/pipelines/{type}/{id}", "schema", readPipeline],
  ["GET /crm/owners/{dated} | /crm/v3/owners", ["crm.objects.owners.read"], listOwners],
  ["GET /crm/owners/{dated}/{id} | /crm/v3/owners/{id}", ["crm.objects.owners.read"], readOwner],

  ["GET /marketing/campaigns/{dated} | /marketing/v3/campaigns", ["marketing.campaigns.read"], listCampaigns],
  ["POST /marketing/campaigns/{dated} | /marketing/v3/campaigns", ["marketing.campaigns.write"], createCampaign],
  ["GET /marketing/campaigns/{dated}/{id} | /marketing/v3/campaigns/{id}", ["marketing.campaigns.read"], readCampaign],
  ["PATCH /marketing/campaigns/{dated}/{id} | /marketing/v3/campaigns/{id}", ["marketing.campaigns.write"], updateCampaign],
  ["DELETE /marketing/campaigns/{dated}/{id} | /marketing/v3/campaigns/{id}", ["marketing.campaigns.write"], deleteCampaign],
  [
    "GET /marketing/campaigns/{dated}/{id}/assets/{assetType} | /marketing/v3/campaigns/{id}/assets/{assetType}",
    ["marketing.campaigns.read"],
    listCampaignAssets,
  ],
];

export const routes: readonly Route[] = table.map(([verbAndPaths, scopes, answer, bucket = "general"]) => {
  const [method = "", paths = ""] = verbAndPaths.split(/ (.*)/s);
  return { method, pattern: patternOf(paths), bucket, scopes, answer };
});

function patternOf(paths: string): RegExp {
  const alternatives = paths.split(" | ").map((path, index) =>
    path
      .replace("{dated}", "(?:2025-09|2026-03|2026-09)")
      // A name may stand only once in an expression, so the elder path has names of its own.
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?<${name}${index === 0 ? "" : "Elder"}>[^/]+)`),
  );
  return new RegExp(`^(?:${alternatives.join("|")})/?$`);
}
