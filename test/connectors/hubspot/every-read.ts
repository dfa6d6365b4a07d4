import type { HubSpotPortal, PortalReads } from "../../../connectors/hubspot/portal.ts";
import type { ItemType } from "../../../domain/inventory/inventory.ts";
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

const permissions = ["crm-pipelines-locked-stages-access", "pipeline-level-permissions-access"];

/** The scopes of each kind of inventory; a kind that is not here does not compile. */
const everyKind: Readonly<Record<ItemType, Omit<Read, "call">>> = {
  owner: { scopes: ["crm.objects.owners.read"] },
  user: { scopes: ["settings.users.read"] },
  team: { scopes: ["settings.users.teams.read"] },
  pipeline: { scopes: ["crm.objects.deals.read"] },
  "lead-pipeline": { scopes: ["crm.objects.leads.read"], needsTier: true },
  stage: { scopes: ["crm.objects.deals.read"] },
  "lead-stage": { scopes: ["crm.objects.leads.read"], needsTier: true },
  "pipeline-rules": { scopes: ["crm.objects.deals.read", "crm-pipelines-governance-read"] },
  "lead-pipeline-rules": { scopes: ["crm.objects.leads.read", "crm-pipelines-governance-read"], needsTier: true },
  "pipeline-permissions": { scopes: ["crm.objects.deals.read", ...permissions] },
  "lead-pipeline-permissions": { scopes: ["crm.objects.leads.read", ...permissions], needsTier: true },
  campaign: { scopes: ["marketing.campaigns.read"], needsTier: true },
  "campaign-result": { scopes: ["marketing.campaigns.read"], needsTier: true },
  workflow: { scopes: ["automation"], needsTier: true },
  form: { scopes: ["forms"] },
  "form-activity": { scopes: ["forms"] },
  list: { scopes: ["crm.lists.read"] },
  "marketing-email": { scopes: ["content"] },
  "contact-property": { scopes: ["crm.objects.contacts.read"] },
  "company-property": { scopes: ["crm.objects.companies.read"] },
  "deal-property": { scopes: ["crm.objects.deals.read"] },
  "lead-property": { scopes: ["crm.objects.leads.read"], needsTier: true },
  "contact-validation": { scopes: ["crm.objects.contacts.read"] },
  "company-validation": { scopes: ["crm.objects.companies.read"] },
  "deal-validation": { scopes: ["crm.objects.deals.read"] },
  "lead-validation": { scopes: ["crm.objects.leads.read"], needsTier: true },
};
export const itemTypes = Object.keys(everyKind) as readonly ItemType[];

/** One call of every method of the connector; one that is not here does not compile. */
const everyMethod: Readonly<Record<Exclude<keyof PortalReads, "inventory">, Read>> = {
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
  countWithValue: {
    call: (reader) => reader.countWithValue("lead", "name", "Kim"),
    scopes: ["crm.objects.leads.read"],
    needsTier: true,
  },
  valuesInUse: {
    call: (reader) => reader.valuesInUse("deal", "name"),
    scopes: ["crm.objects.deals.read"],
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
  pipelineAudit: { call: (reader) => reader.pipelineAudit("pipeline", "default"), scopes: ["crm.objects.deals.read"] },
  stageAudit: {
    call: (reader) => reader.stageAudit("pipeline", "default", "closedwon"),
    scopes: ["crm.objects.deals.read"],
  },
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
  submissionsOf: {
    call: (reader, { form }) => reader.submissionsOf({ id: form, name: "Demo" }, new Date(0)),
    scopes: ["forms"],
  },
  inventoryItem: {
    call: (reader, { form }) => reader.inventoryItem("form", form),
    scopes: ["forms"],
  },
  pastFigures: {
    call: (reader) => reader.pastFigures("list", "11", { from: new Date(0), until: new Date(86_400_000) }),
    scopes: ["crm.lists.read"],
  },
  formSubmissions: { call: (reader, { form }) => reader.formSubmissions(form, new Date(0)), scopes: ["forms"] },
  roles: { call: (reader) => reader.roles(), scopes: ["settings.users.read"] },
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

/** One call of everything that the connector can read: methods by their name, inventories by their kind. */
export const everyRead: Readonly<Record<string, Read>> = {
  ...everyMethod,
  ...Object.fromEntries(
    itemTypes.map((kind): [string, Read] => [kind, { ...everyKind[kind], call: (reader) => reader.inventory(kind) }]),
  ),
};

/** Whatever checks can rest on. */
export const everyNeed: readonly Need[] = ["company", "contact", "deal", "lead", "task", "hand", "touch", ...itemTypes];

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
  await seedKinds(portal);
  await portal.saveDocument("role", "31", { name: "Sales manager" });
  await portal.saveDocument("login", "l1", { userId: 1 });
  await portal.saveDocument("security-activity", "s1", { userId: 1, type: "ADD_USER" });
  await portal.saveDocument("audit-log", "a1", { userId: 1, category: "PIPELINE", action: "UPDATE" });
  return { contact: contact.id, deal: deal.id, call: call.id, campaign: campaign.id, form: "f-1" };
}

/** One of every kind of inventory that a portal does not have from its first day. */
export async function seedKinds(portal: StartedPortal["portal"]): Promise<void> {
  await portal.saveDocument("workflow", "77", { name: "Route leads" });
  await portal.saveDocument("list", "11", { name: "Newsletter" });
  await portal.saveDocument("marketing-email", "5", { name: "June" });
  for (const type of ["contacts", "companies", "deals", "leads"])
    await portal.saveDocument("property-validation", `${type}/amount`, {
      rules: [{ ruleType: "MAX_LENGTH", ruleArguments: ["40"] }],
    });
}
