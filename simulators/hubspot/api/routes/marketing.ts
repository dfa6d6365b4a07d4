import { campaignBudget, campaignContacts, campaignMetrics, campaignRevenue } from "../campaign-reports.ts";
import {
  createCampaign,
  deleteCampaign,
  listCampaignAssets,
  listCampaigns,
  readCampaign,
  updateCampaign,
} from "../campaigns.ts";
import { listSubmissions } from "../form-submissions.ts";
import { listForms, readForm } from "../forms.ts";
import {
  listMemberships,
  listMembershipsInJoinOrder,
  listSizeHistory,
  readList,
  readLists,
  searchLists,
} from "../lists.ts";
import { listMarketingEmails, readMarketingEmail } from "../marketing-emails.ts";
import { anyPro, marketingEnterprise, marketingPro } from "../tiers.ts";
import { listWorkflows, readPerformance, readRevision, readWorkflow, readWorkflows } from "../workflows.ts";
import { defineRoutes } from "./define.ts";

const read = ["marketing.campaigns.read"];
const write = ["marketing.campaigns.write"];
const revenue = ["marketing.campaigns.revenue.read"];
const pro = { tier: marketingPro };
const workflows = { tier: anyPro };

const one = "/marketing/campaigns/{dated}/{id}";
const elder = "/marketing/v3/campaigns/{id}";

/** Campaigns, forms, e-mails, lists and workflows. Form submissions have only their legacy path. */
export const marketingRoutes = defineRoutes([
  ["GET /marketing/campaigns/{dated} | /marketing/v3/campaigns", read, listCampaigns, pro],
  ["POST /marketing/campaigns/{dated} | /marketing/v3/campaigns", write, createCampaign, pro],
  [`GET ${one} | ${elder}`, read, readCampaign, pro],
  [`PATCH ${one} | ${elder}`, write, updateCampaign, pro],
  [`DELETE ${one} | ${elder}`, write, deleteCampaign, pro],
  [`GET ${one}/assets/{assetType} | ${elder}/assets/{assetType}`, read, listCampaignAssets, pro],
  [`GET ${one}/budget/totals | ${elder}/budget/totals`, read, campaignBudget, pro],
  [`GET ${one}/reports/metrics | ${elder}/reports/metrics`, read, campaignMetrics, pro],
  [`GET ${one}/reports/revenue | ${elder}/reports/revenue`, revenue, campaignRevenue, { tier: marketingEnterprise }],
  [`GET ${one}/reports/contacts/{contactType} | ${elder}/reports/contacts/{contactType}`, read, campaignContacts, pro],

  ["GET /marketing/emails/{dated} | /marketing/v3/emails", ["content"], listMarketingEmails],
  ["GET /marketing/emails/{dated}/{id} | /marketing/v3/emails/{id}", ["content"], readMarketingEmail],

  ["GET /marketing/forms/{beta} | /marketing/v3/forms", ["forms"], listForms],
  ["GET /marketing/forms/{beta}/{id} | /marketing/v3/forms/{id}", ["forms"], readForm],
  ["GET /form-integrations/v1/submissions/forms/{id}", ["forms"], listSubmissions],

  ["POST /crm/lists/{dated}/search | /crm/v3/lists/search", ["crm.lists.read"], searchLists],
  ["GET /crm/lists/{dated} | /crm/v3/lists", ["crm.lists.read"], readLists],
  ["GET /crm/lists/{dated}/{id} | /crm/v3/lists/{id}", ["crm.lists.read"], readList],
  ["GET /crm/lists/{dated}/{id}/memberships | /crm/v3/lists/{id}/memberships", ["crm.lists.read"], listMemberships],
  [
    "GET /crm/lists/{dated}/{id}/memberships/join-order | /crm/v3/lists/{id}/memberships/join-order",
    ["crm.lists.read"],
    listMembershipsInJoinOrder,
  ],
  [
    "GET /crm/lists/{dated}/{id}/size-and-edits-history/between | /crm/v3/lists/{id}/size-and-edits-history/between",
    ["crm.lists.read"],
    listSizeHistory,
  ],

  ["GET /automation/{beta}/flows | /automation/v4/flows", ["automation"], listWorkflows, workflows],
  [
    "POST /automation/{beta}/flows/batch/read | /automation/v4/flows/batch/read",
    ["automation"],
    readWorkflows,
    workflows,
  ],
  ["GET /automation/{beta}/flows/{id} | /automation/v4/flows/{id}", ["automation"], readWorkflow, workflows],
  ["GET /automation/{beta}/flows/{id}/revisions/{revisionId}", ["automation"], readRevision, workflows],
  ["GET /automation/v4/flows/performance/{id}", ["automation"], readPerformance, workflows],
]);
