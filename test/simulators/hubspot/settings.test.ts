import { expect, test } from "vitest";
import { openPortal } from "./open-portal.ts";

interface Page {
  readonly results: readonly Record<string, unknown>[];
  readonly paging?: { readonly next: { readonly after: string } };
}

test("forms by type, and their submissions: newest first, 50 at most, on a cursor that new ones do not move", async () => {
  const { raw, portal } = await openPortal();
  await portal.saveDocument("form", "f-1", { name: "Demo" });
  await portal.saveDocument("form", "f-2", { name: "Popup", formType: "flow" });
  for (let minute = 10; minute < 70; minute++)
    await portal.submitForm({
      email: `p${minute}@client.example`,
      formName: "Demo",
      pageUrl: "https://acme.example/demo?utm_source=x",
      at: `2026-05-01T09:${String(minute % 60).padStart(2, "0")}:00Z`,
    });

  const forms = async (query: string) =>
    (await raw("GET", `/marketing/v3/forms${query}`)).json<Page>().results.map(({ id }) => id);
  expect([await forms(""), await forms("?formTypes=hubspot&formTypes=flow")]).toEqual([["f-1"], ["f-1", "f-2"]]);
  expect((await raw("GET", "/marketing/forms/2026-09-beta/f-2")).json()).toMatchObject({
    name: "Popup",
    formType: "flow",
  });

  const path = "/form-integrations/v1/submissions/forms/f-1";
  expect((await raw("GET", `${path}?limit=51`)).status).toBe(400);
  const first = (await raw("GET", `${path}?limit=50`)).json<Page>();
  const times = first.results.map(({ submittedAt }) => Number(submittedAt));
  expect(times).toEqual(times.toSorted((one, other) => other - one));
  expect(first.results[0]).toMatchObject({
    pageUrl: "https://acme.example/demo?utm_source=x",
    values: [{ name: "email", objectTypeId: "0-1" }],
  });
  await portal.submitForm({ email: "late@client.example", formName: "Demo", pageUrl: "https://acme.example/demo" });
  const second = (await raw("GET", `${path}?limit=50&after=${first.paging!.next.after}`)).json<Page>();
  expect(second.results).toHaveLength(10);
  expect(second.paging).toBeUndefined();
  const ids = [...first.results, ...second.results].map(({ conversionId }) => conversionId);
  expect(new Set(ids).size).toBe(60);
});

test("workflows: brief in the list, whole by id and in a batch, former revisions and no performance on the beta path", async () => {
  const { raw, portal } = await openPortal();
  const action = {
    type: "SINGLE_CONNECTION",
    actionId: "1",
    actionTypeId: "0-5",
    actionTypeVersion: 0,
    fields: { property_name: "hubspot_owner_id" },
  };
  await portal.saveDocument("workflow", "77", { name: "Route leads", actions: [action] });
  await portal.freezeAt(new Date("2026-06-02T09:00:00Z"));
  await portal.saveDocument("workflow", "77", { name: "Route leads", isEnabled: false, actions: [] });

  const [brief] = (await raw("GET", "/automation/v4/flows")).json<Page>().results;
  expect(brief).toMatchObject({ id: "77", isEnabled: false, revisionId: "2", updatedAt: "2026-06-02T09:00:00.000Z" });
  expect(brief).not.toHaveProperty("actions");
  const batch = await raw("POST", "/automation/2026-09-beta/flows/batch/read", {
    inputs: [
      { type: "FLOW_ID", flowId: "77" },
      { type: "FLOW_ID", flowId: "78" },
    ],
  });
  expect([batch.status, batch.json<Page>().results.length]).toEqual([207, 1]);
  expect((await raw("GET", "/automation/2026-09-beta/flows/77/revisions/1")).json()).toMatchObject({
    flow: { isEnabled: true, actions: [action] },
  });
  expect((await raw("GET", "/automation/v4/flows/77/revisions/1")).status).toBe(404);
  expect((await raw("GET", "/automation/v4/flows/performance/77")).json()).toEqual({ results: [] });
  expect((await raw("GET", "/automation/2026-09-beta/flows/performance/77")).status).toBe(404);
});

test("lists are found by name and kind, and tell who is in them since when", async () => {
  const { raw, portal } = await openPortal();
  await portal.saveDocument("list", "11", {
    name: "Newsletter",
    processingType: "DYNAMIC",
    members: [
      { recordId: "9", at: "2026-05-02T00:00:00.000Z" },
      { recordId: "3", at: "2026-05-01T00:00:00.000Z" },
      { recordId: "4", at: "2027-01-01T00:00:00.000Z" },
    ],
  });
  await portal.saveDocument("list", "12", { name: "VIP" });

  const found = (
    await raw("POST", "/crm/lists/2026-09/search", { query: "news", processingTypes: ["DYNAMIC"] })
  ).json();
  expect(found).toMatchObject({
    total: 1,
    hasMore: false,
    lists: [{ listId: "11", additionalProperties: { hs_list_size: "2" } }],
  });
  expect((await raw("GET", "/crm/lists/2026-09/11/memberships?limit=1")).json()).toMatchObject({
    total: 2,
    results: [{ recordId: "3", membershipTimestamp: "2026-05-01T00:00:00.000Z" }],
    paging: { next: { after: "1" } },
  });
});

test("marketing e-mails carry their campaign, and statistics only when asked", async () => {
  const { raw, portal } = await openPortal();
  await portal.saveDocument("marketing-email", "5", {
    name: "June",
    campaign: "c-1",
    campaignName: "Q3",
    campaignUtm: "q3",
  });
  const [email] = (await raw("GET", "/marketing/emails/2026-09")).json<Page>().results;

  expect(email).toMatchObject({ id: "5", campaignUtm: "q3", isPublished: true });
  expect(email).not.toHaveProperty("stats");
  expect((await raw("GET", "/marketing/v3/emails/5?includeStats=true")).json()).toHaveProperty("stats");
});

test("campaign reports count the people whose source names the campaign, and what they bought", async () => {
  const { raw, api, portal } = await openPortal();
  await portal.change({ subscriptions: { marketing: "enterprise", sales: "professional", service: "free" } });
  const { id } = await api.createCampaign({ hs_name: "Summer", hs_utm: "summer" });
  const { contactId } = await portal.submitForm({
    email: "kim@client.example",
    formName: "Demo",
    pageUrl: "https://acme.example/?utm_source=ads&utm_medium=cpc&utm_campaign=summer",
  });
  await portal.submitForm({ email: "lee@client.example", formName: "Demo", pageUrl: "https://acme.example/" });
  await api.create("deals", { dealname: "Big", dealstage: "closedwon", amount: "900" }, [
    { toId: contactId, typeId: 3 },
  ]);

  const report = async (name: string) =>
    (await raw("GET", `/marketing/campaigns/2026-09/${id}/reports/${name}`)).json();
  expect(await report("metrics")).toEqual({
    sessions: 1,
    newContactsFirstTouch: 1,
    newContactsLastTouch: 0,
    influencedContacts: 1,
  });
  expect(await report("metrics?startDate=2026-01-01&endDate=2026-05-31")).toMatchObject({ influencedContacts: 0 });
  expect(await report("contacts/contactFirstTouch")).toEqual({ results: [{ id: contactId }] });
  expect(await report("revenue")).toMatchObject({
    contactsNumber: 1,
    dealsNumber: 1,
    revenueAmount: 900,
    currencyCode: "EUR",
  });
});

test("settings: users without those who left, roles, and teams with their people", async () => {
  const { raw, portal } = await openPortal();
  const ana = await portal.createOwner({
    email: "ana@acme.example",
    firstName: "Ana",
    lastName: "Berger",
    teams: ["Inbound", "Outbound"],
  });
  const ben = await portal.createOwner({
    email: "ben@acme.example",
    firstName: "Ben",
    lastName: "Roth",
    teams: ["Outbound"],
  });
  await portal.saveDocument("role", "31", { name: "Sales manager" });
  const [user] = (await raw("GET", "/settings/v3/users")).json<Page>().results;
  await portal.saveDocument("user-access", String(user!["id"]), { roleId: "31", superAdmin: true });
  await portal.deactivateOwner(ben.id);

  const users = (await raw("GET", "/settings/users/2026-03")).json<Page>().results;
  expect(users).toMatchObject([
    { email: "ana@acme.example", superAdmin: true, roleIds: ["31"], primaryTeamId: "1", secondaryTeamIds: ["2"] },
  ]);
  expect((await raw("GET", "/settings/users/2026-09-beta/roles")).json()).toMatchObject({
    results: [{ id: "31", name: "Sales manager" }],
  });
  const teams = (await raw("GET", "/settings/v3/users/teams")).json<Page>().results;
  expect(teams).toMatchObject([
    { name: "Inbound", userIds: [user!["id"]] },
    { name: "Outbound", userIds: [], secondaryUserIds: [user!["id"]] },
  ]);
  expect((await raw("GET", "/settings/teams/2026-09-beta/2/members")).json()).toEqual({
    results: [{ userId: user!["id"], type: "EXTRA" }],
  });
  expect(ana.id).not.toBe(ben.id);
});

test("account logs, newest first and between two instants", async () => {
  const { raw, portal } = await openPortal();
  await portal.change({ subscriptions: { marketing: "free", sales: "enterprise", service: "free" } });
  for (const day of ["01", "02", "03"]) {
    await portal.freezeAt(new Date(`2026-06-${day}T09:00:00Z`));
    await portal.saveDocument("login", `l${day}`, {
      userId: 1,
      email: "ana@acme.example",
      loginSucceeded: day !== "02",
    });
    await portal.saveDocument("security-activity", `s${day}`, { userId: 1, type: "ADD_USER" });
    await portal.saveDocument("audit-log", `a${day}`, { userId: 1, category: "PIPELINE", action: "UPDATE" });
  }
  const ids = async (path: string) =>
    (await raw("GET", `/account-info/2026-09/activity/${path}`)).json<Page>().results.map(({ id }) => id);

  expect(await ids("login?limit=2")).toEqual(["l03", "l02"]);
  expect(await ids("security?fromTimestamp=2026-06-02T00:00:00Z")).toEqual(["s03", "s02"]);
  expect(await ids("audit-logs?occurredBefore=2026-06-02T12:00:00Z")).toEqual(["a02", "a01"]);
});
