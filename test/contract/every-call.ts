import { token, type openPortal } from "../simulators/hubspot/open-portal.ts";

/** One request to the simulator. */
export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

type Opened = Awaited<ReturnType<typeof openPortal>>;

/** A portal that has something of everything, and one request for every endpoint. The last ones delete. */
export async function everyCall({ portal, api }: Opened): Promise<readonly Request[]> {
  const enterprise = "enterprise" as const;
  await portal.change({ subscriptions: { marketing: enterprise, sales: enterprise, service: enterprise } });
  await portal.setLimits({
    generalPer10s: 10_000,
    searchPerSecond: 1000,
    associationsPer10s: 1000,
    associatedIdsAs: "text",
  });
  const owner = await portal.createOwner({
    email: "ana@acme.example",
    firstName: "Ana",
    lastName: "Berger",
    teams: ["Inbound"],
  });
  await portal.createOwner({ email: "ben@acme.example", firstName: "Ben", lastName: "Roth", teams: ["Inbound"] });
  const contact = await api.create("contacts", {
    email: "kim@client.example",
    hubspot_owner_id: owner.id,
    lifecyclestage: "lead",
  });
  const spare = await api.create("contacts", { email: "lee@client.example" });
  const third = await api.create("contacts", { email: "max@client.example" });
  const deal = await api.create("deals", { dealname: "Renewal", dealstage: "qualifiedtobuy" }, [
    { toId: contact.id, typeId: 3 },
  ]);
  await api.create("leads", { hs_lead_name: "Kim" }, [{ toId: contact.id, typeId: 578 }]);
  await portal.logEngagement({ type: "calls", contactIds: [contact.id] });
  await portal.saveDocument("form", "f-1", { name: "Demo" });
  await portal.submitForm({
    email: "kim@client.example",
    formName: "Demo",
    pageUrl: "https://acme.example/?utm_campaign=q3",
  });
  await portal.saveDocument("workflow", "77", {
    name: "Route leads",
    enrollmentCriteria: { type: "MANUAL", shouldReEnroll: false },
  });
  await portal.saveDocument("workflow", "78", { name: "Deals", type: "PLATFORM_FLOW", objectTypeId: "0-3" });
  await portal.saveDocument("list", "11", {
    name: "Newsletter",
    members: [{ recordId: contact.id, at: "2026-05-01T00:00:00.000Z" }],
  });
  await portal.saveDocument("marketing-email", "5", { name: "June", subject: "Hello", campaignUtm: "q3" });
  await portal.saveDocument("role", "31", { name: "Sales manager" });
  await portal.saveDocument("login", "l1", { userId: 1, email: "ana@acme.example" });
  await portal.saveDocument("security-activity", "s1", { userId: 1, type: "ADD_USER" });
  await portal.saveDocument("audit-log", "a1", { userId: 1, category: "PIPELINE", action: "UPDATE" });
  await portal.saveDocument("property-validation", "contacts/email", {
    rules: [{ ruleType: "EMAIL_BLOCKED_DOMAINS", ruleArguments: ["example.com"], shouldApplyNormalization: false }],
  });
  const campaign = await api.createCampaign({ hs_name: "Q3", hs_utm: "q3" });

  const get = (path: string): Request => ({ method: "GET", path });
  const post = (path: string, body: unknown): Request => ({ method: "POST", path, body });
  const patch = (path: string, body: unknown): Request => ({ method: "PATCH", path, body });
  const remove = (path: string): Request => ({ method: "DELETE", path });

  const objects = "/crm/objects/2026-09";
  const contacts = `${objects}/contacts`;
  const types = [
    "contacts",
    "companies",
    "deals",
    "leads",
    "users",
    "calls",
    "emails",
    "meetings",
    "communications",
    "notes",
    "tasks",
  ];
  const links = "/crm/associations/2026-09/deals/contacts/batch";
  const pipelines = "/crm/pipelines/2026-09/deals";
  const stages = `${pipelines}/partner/stages`;
  const campaigns = "/marketing/campaigns/2026-09";
  const link = { from: { id: deal.id }, to: { id: spare.id } };
  const stage = { stageId: "p1", label: "Started", displayOrder: 0, metadata: { probability: "0.3" } };

  return [
    get("/account-info/2026-09/details"),
    get("/account-info/2026-09/api-usage/daily/private-apps"),
    post("/oauth/v2/private-apps/get/access-token-info", { tokenKey: token }),
    ...["audit-logs", "login", "security"].map((log) => get(`/account-info/2026-09/activity/${log}?limit=10`)),
    ...["", "/roles", "/teams", "/1"].flatMap((rest) => [
      get(`/settings/users/2026-03${rest}`),
      get(`/settings/users/2026-09-beta${rest}`),
      get(`/settings/v3/users${rest}`),
    ]),
    get("/settings/teams/2026-09-beta"),
    get("/settings/teams/2026-09-beta/1/members"),

    ...types.map((type) => get(`${objects}/${type}?limit=1&archived=false`)),
    ...types.map((type) => post(`${objects}/${type}/search`, { filterGroups: [], limit: 2 })),
    get(`${contacts}?limit=1&properties=email,phone&propertiesWithHistory=email&associations=deals`),
    get(`${contacts}/${contact.id}?properties=email&propertiesWithHistory=num_contacted_notes&associations=deals`),
    get(`${contacts}/${contact.id}/associations/deals`),
    post(contacts, { properties: { email: "new@client.example" } }),
    post(`${contacts}/batch/read`, { inputs: [{ id: contact.id }, { id: "1" }], properties: ["email", "phone"] }),
    post(`${contacts}/batch/create`, { inputs: [{ objectWriteTraceId: "t1", properties: { email: "x" } }] }),
    post(`${contacts}/batch/update`, { inputs: [{ id: contact.id, properties: { city: "Bonn" } }] }),
    post(`${contacts}/batch/upsert`, {
      inputs: [{ id: "up@client.example", idProperty: "email", properties: { city: "Bonn" } }],
    }),
    patch(`${contacts}/${contact.id}`, { properties: { city: "Lyon" } }),
    post(`${contacts}/merge`, { primaryObjectId: contact.id, objectIdToMerge: third.id }),
    post(`${contacts}/gdpr-delete`, { objectId: "up@client.example", idProperty: "email" }),
    get("/crm/limits/2026-09/records"),
    post(`${links}/create`, {
      inputs: [{ ...link, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 3 }] }],
    }),
    post(`${links}/associate/default`, { inputs: [link] }),
    post(`${links}/read`, { inputs: [{ id: deal.id }, { id: "1" }] }),

    get("/crm/properties/2026-09/contacts"),
    get("/crm/properties/2026-09/contacts/email"),
    get("/crm/properties/2026-09/contacts/groups"),
    post("/crm/properties/2026-09/contacts", {
      name: "utm_source",
      label: "Source",
      type: "string",
      fieldType: "text",
      groupName: "t",
    }),
    get("/crm-object-schemas/2026-09/schemas"),
    patch("/crm/properties/2026-09/contacts/utm_source", { label: "First source" }),
    remove("/crm/properties/2026-09/contacts/utm_source"),
    get("/crm/properties/2026-09/contacts?archived=true"),
    get("/crm/owners/2026-09?limit=1&archived=false"),
    get(`/crm/owners/2026-09/${owner.id}?idProperty=id`),

    get("/crm/pipelines/2026-09/leads"),
    post(pipelines, { pipelineId: "partner", label: "Partners", displayOrder: 1, stages: [stage] }),
    get(pipelines),
    get(`${pipelines}/partner`),
    patch(`${pipelines}/partner`, { label: "Partner deals" }),
    get(stages),
    post(stages, { ...stage, stageId: "p2" }),
    get(`${stages}/p2`),
    patch(`${stages}/p2`, { label: "Over", metadata: { probability: "1.0" } }),
    get(`${stages}/p2/audit`),
    get(`${pipelines}/partner/audit`),
    get("/crm/pipelines-rules/2026-09-beta/deals/partner"),
    get("/crm/pipelines-rules/2026-09-beta/deals/partner/stage-edit-permissions"),
    get("/crm/property-validations/2026-09/contacts"),

    get(`${campaigns}?limit=10&properties=hs_name,hs_utm`),
    post(campaigns, { properties: { hs_name: "Q4" } }),
    get(`${campaigns}/${campaign.id}?properties=hs_name`),
    patch(`${campaigns}/${campaign.id}`, { properties: { hs_notes: "n" } }),
    get(`${campaigns}/${campaign.id}/assets/FORM`),
    get(`${campaigns}/${campaign.id}/budget/totals`),
    get(`${campaigns}/${campaign.id}/reports/metrics`),
    get(`${campaigns}/${campaign.id}/reports/revenue`),
    get(`${campaigns}/${campaign.id}/reports/contacts/influencedContacts`),
    get("/marketing/emails/2026-09?limit=10&includeStats=true"),
    get("/marketing/emails/2026-09/5"),
    ...["/marketing/v3/forms", "/marketing/forms/2026-09-beta"].flatMap((forms) => [
      get(`${forms}?limit=10`),
      get(`${forms}/f-1`),
    ]),
    get("/form-integrations/v1/submissions/forms/f-1"),
    post("/crm/lists/2026-09/search", { query: "", count: 10, offset: 0 }),
    get("/crm/lists/2026-09?listIds=11&includeFilters=true"),
    get("/crm/lists/2026-09/11?includeFilters=true"),
    get("/crm/lists/2026-09/11/memberships?limit=10"),
    get("/crm/lists/2026-09/11/memberships/join-order?limit=10"),
    get(
      "/crm/lists/2026-09/11/size-and-edits-history/between?startDate=2026-05-01T00:00:00Z&endDate=2026-06-30T00:00:00Z",
    ),
    ...["v4", "2026-09-beta"].flatMap((version) => [
      get(`/automation/${version}/flows?limit=10`),
      get(`/automation/${version}/flows/77`),
      post(`/automation/${version}/flows/batch/read`, {
        inputs: [
          { type: "FLOW_ID", flowId: "78" },
          { type: "FLOW_ID", flowId: "1" },
        ],
      }),
    ]),
    get("/automation/2026-09-beta/flows/77/revisions/1"),
    get("/automation/v4/flows/performance/77"),

    remove(`${stages}/p2`),
    remove(`${pipelines}/partner`),
    remove(`${campaigns}/${campaign.id}`),
    post(`${links}/archive`, { inputs: [{ from: { id: deal.id }, to: [{ id: spare.id }] }] }),
    post(`${contacts}/batch/archive`, { inputs: [{ id: spare.id }] }),
    remove(`${contacts}/${contact.id}`),
  ];
}
