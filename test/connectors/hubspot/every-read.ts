import type { HubSpotPortal, PortalReads } from "../../../connectors/hubspot/portal.ts";
import type { Need } from "../../../connectors/hubspot/probe-capabilities.ts";
import type { StartedPortal } from "./started-portal.ts";

/** What a portal with something of everything is read by. */
export interface SeededIds {
  readonly contact: string;
  readonly deal: string;
  readonly call: string;
  readonly campaign: string;
  readonly form: string;
}

export interface Read {
  readonly call: (reader: HubSpotPortal, ids: SeededIds) => Promise<unknown>;
  /** One of these is missing when it is refused; empty for what every token may ask. */
  readonly scopes: readonly string[];
  /** What a portal without any paid hub refuses. */
  readonly needsTier?: true;
}

/** One call of everything that the connector can read; a method that is not here does not compile. */
export const everyRead: Readonly<Record<keyof PortalReads, Read>> = {
  accountDetails: { call: (reader) => reader.accountDetails(), scopes: [] },
  apiUsage: { call: (reader) => reader.apiUsage(), scopes: [] },
  recordPage: {
    call: (reader) => reader.recordPage("contacts", ["email"], null),
    scopes: ["crm.objects.contacts.read"],
  },
  changedPage: {
    call: (reader) => reader.changedPage("companies", ["name"], new Date(0), null),
    scopes: ["crm.objects.companies.read"],
  },
  countInSearch: {
    call: (reader) => reader.countInSearch("leads"),
    scopes: ["crm.objects.leads.read"],
    needsTier: true,
  },
  idsInSearch: {
    call: (reader) => reader.idsInSearch("leads", { after: "1", upTo: "99" }),
    scopes: ["crm.objects.leads.read"],
    needsTier: true,
  },
  recordsById: {
    call: (reader, { call }) => reader.recordsById("calls", ["hs_timestamp"], [call]),
    scopes: ["crm.objects.contacts.read"],
  },
  recordLedTo: {
    call: (reader, { contact }) => reader.recordLedTo("contacts", ["email"], contact),
    scopes: ["crm.objects.contacts.read"],
  },
  associations: {
    call: (reader, { deal }) => reader.associations("deals", "contacts", [deal]),
    scopes: ["crm.objects.deals.read", "crm.objects.contacts.read"],
  },
  propertyHistory: {
    call: (reader, { deal }) => reader.propertyHistory("deals", [deal], ["dealstage"]),
    scopes: ["crm.objects.deals.read"],
  },
  propertyNames: { call: (reader) => reader.propertyNames("contacts"), scopes: ["crm.objects.contacts.read"] },
  properties: { call: (reader) => reader.properties("deal-property"), scopes: ["crm.objects.deals.read"] },
  owners: { call: (reader) => reader.owners(), scopes: ["crm.objects.owners.read"] },
  pipelines: {
    call: (reader) => reader.pipelines("lead-pipeline"),
    scopes: ["crm.objects.leads.read"],
    needsTier: true,
  },
  pipelineAudit: { call: (reader) => reader.pipelineAudit("pipeline", "default"), scopes: ["crm.objects.deals.read"] },
  stageAudit: {
    call: (reader) => reader.stageAudit("pipeline", "default", "closedwon"),
    scopes: ["crm.objects.deals.read"],
  },
  campaigns: { call: (reader) => reader.campaigns(), scopes: ["marketing.campaigns.read"], needsTier: true },
  campaignAssets: {
    call: (reader, { campaign }) => reader.campaignAssets(campaign, "FORM"),
    scopes: ["marketing.campaigns.read"],
    needsTier: true,
  },
  campaignMetrics: {
    call: (reader, { campaign }) => reader.campaignMetrics(campaign, "2026-05-01", "2026-05-31"),
    scopes: ["marketing.campaigns.read"],
    needsTier: true,
  },
  workflows: { call: (reader) => reader.workflows(), scopes: ["automation"], needsTier: true },
  forms: { call: (reader) => reader.forms(), scopes: ["forms"] },
  submissionsOf: {
    call: (reader, { form }) => reader.submissionsOf({ id: form, name: "Demo" }, new Date(0)),
    scopes: ["forms"],
  },
  formSubmissions: { call: (reader, { form }) => reader.formSubmissions(form, new Date(0)), scopes: ["forms"] },
  lists: { call: (reader) => reader.lists(), scopes: ["crm.lists.read"] },
  marketingEmails: { call: (reader) => reader.marketingEmails(), scopes: ["content"] },
  users: { call: (reader) => reader.users(), scopes: ["settings.users.read"] },
  roles: { call: (reader) => reader.roles(), scopes: ["settings.users.read"] },
  teams: { call: (reader) => reader.teams(), scopes: ["settings.users.teams.read"] },
  logins: { call: (reader) => reader.logins(new Date(0)), scopes: ["account-info.security.read"], needsTier: true },
  securityEvents: {
    call: (reader) => reader.securityEvents(new Date(0)),
    scopes: ["account-info.security.read"],
    needsTier: true,
  },
  auditEvents: {
    call: (reader) => reader.auditEvents(new Date(0)),
    scopes: ["account-info.security.read"],
    needsTier: true,
  },
};

/** Whatever checks can rest on; one that is not here does not compile. */
export const everyNeed = Object.keys({
  company: null,
  contact: null,
  deal: null,
  lead: null,
  task: null,
  hand: null,
  touch: null,
  owner: null,
  campaign: null,
  pipeline: null,
  "lead-pipeline": null,
  workflow: null,
  form: null,
  list: null,
  user: null,
  "marketing-email": null,
  "contact-property": null,
  "company-property": null,
  "deal-property": null,
  "lead-property": null,
} satisfies Record<Need, null>) as readonly Need[];

/** Puts something of everything into a portal that has every tier. */
export async function seedEverything({ portal, api }: StartedPortal): Promise<SeededIds> {
  const enterprise = "enterprise" as const;
  await portal.change({ subscriptions: { marketing: enterprise, sales: enterprise, service: enterprise } });
  const owner = await portal.createOwner({ email: "ana@acme.example", firstName: "Ana", lastName: "Berger" });
  const contact = await api.create("contacts", { email: "kim@client.example", hubspot_owner_id: owner.id });
  const deal = await api.create("deals", { dealname: "Renewal", dealstage: "qualifiedtobuy" }, [
    { toId: contact.id, typeId: 3 },
  ]);
  const call = await portal.logEngagement({ type: "calls", contactIds: [contact.id] });
  const campaign = await api.createCampaign({ hs_name: "Q3", hs_utm: "q3" });
  await portal.saveDocument("form", "f-1", { name: "Demo" });
  await portal.submitForm({
    email: "kim@client.example",
    formName: "Demo",
    pageUrl: "https://acme.example/?utm_campaign=q3",
  });
  await portal.saveDocument("workflow", "77", { name: "Route leads" });
  await portal.saveDocument("list", "11", { name: "Newsletter" });
  await portal.saveDocument("marketing-email", "5", { name: "June" });
  await portal.saveDocument("role", "31", { name: "Sales manager" });
  await portal.saveDocument("login", "l1", { userId: 1 });
  await portal.saveDocument("security-activity", "s1", { userId: 1, type: "ADD_USER" });
  await portal.saveDocument("audit-log", "a1", { userId: 1, category: "PIPELINE", action: "UPDATE" });
  return { contact: contact.id, deal: deal.id, call: call.id, campaign: campaign.id, form: "f-1" };
}
