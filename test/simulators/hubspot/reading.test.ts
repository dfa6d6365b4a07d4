import { expect, test } from "vitest";
import { openPortal } from "./open-portal.ts";

interface Page {
  readonly total?: number;
  readonly results: { readonly id: string; readonly properties: Record<string, string | null> }[];
  readonly paging?: { readonly next: { readonly after: string; readonly link: string } };
}

async function withContacts(count: number) {
  const opened = await openPortal();
  const created = Array.from({ length: count }, (_, index) => ({
    what: "record-created" as const,
    type: "contacts" as const,
    id: String(1001 + index),
    properties: { email: `c${index}@client.example`, firstname: `Contact ${index}` },
    at: new Date(Date.parse("2026-05-01T00:00:00Z") + index * 60_000).toISOString(),
  }));
  await opened.portal.liveThrough(created);
  return opened;
}

test("list: `after` is the next record's id, the link points to v3, and the last page has no paging", async () => {
  const { raw, hubspot } = await withContacts(205);

  const pages: Page[] = [];
  let after = "";
  do {
    const page: Page = (
      await raw("GET", `/crm/objects/2026-09/contacts?limit=100&properties=email${after && `&after=${after}`}`)
    ).json<Page>();
    pages.push(page);
    after = page.paging?.next.after ?? "";
  } while (after !== "");

  expect(pages.map(({ results }) => results.length)).toEqual([100, 100, 5]);
  expect(pages[0]!.paging!.next.after).toBe("1101");
  expect(pages[0]!.paging!.next.link.startsWith(`${hubspot.address}/crm/v3/objects/contacts?`)).toBe(true);
  expect(pages[2]).not.toHaveProperty("paging");
  expect(new Set(pages.flatMap(({ results }) => results.map(({ id }) => id))).size).toBe(205);
});

test("list: a page that ends exactly with the last record is the last", async () => {
  const { raw } = await withContacts(100);

  const page = (await raw("GET", "/crm/v3/objects/contacts?limit=100")).json<Page>();

  expect(page.results).toHaveLength(100);
  expect(page).not.toHaveProperty("paging");
});

test.each([
  ["more than 100", "limit=101"],
  ["more than 50 with history", "limit=51&propertiesWithHistory=email"],
  ["not a number", "limit=many"],
])("list: a limit of %s is refused", async (_, query) => {
  const { raw } = await withContacts(1);

  const answer = await raw("GET", `/crm/objects/2026-09/contacts?${query}`);

  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchObject({ status: "error", category: "VALIDATION_ERROR" });
});

test("read: a known but empty property is null, an unknown one is left out without a word", async () => {
  const { raw } = await withContacts(1);

  const page = (
    await raw("GET", "/crm/objects/2026-09/contacts?properties=jobtitle,no_such_property&properties=email")
  ).json<Page>();

  expect(Object.keys(page.results[0]!.properties).toSorted()).toEqual([
    "createdate",
    "email",
    "hs_object_id",
    "jobtitle",
    "lastmodifieddate",
  ]);
  expect(page.results[0]!.properties["jobtitle"]).toBeNull();
});

test("the legacy path, the singular name and the type id mean the same records", async () => {
  const { raw } = await withContacts(1);
  const answers = await Promise.all(
    ["/crm/objects/2025-09/contacts", "/crm/v3/objects/contact", "/crm/objects/2026-03/0-1"].map((path) =>
      raw("GET", path),
    ),
  );

  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
});

test("batch read: missing ids are errors beside the others, with 207", async () => {
  const { raw } = await withContacts(3);

  const answer = await raw("POST", "/crm/objects/2026-09/contacts/batch/read", {
    properties: ["email"],
    inputs: [{ id: "1001" }, { id: "999" }, { id: "1003" }],
  });

  expect(answer.status).toBe(207);
  expect(answer.json()).toMatchObject({
    status: "COMPLETE",
    results: [{ id: "1001" }, { id: "1003" }],
    numErrors: 1,
    errors: [{ category: "OBJECT_NOT_FOUND", context: { ids: ["999"] } }],
  });
});

test.each([
  [
    101,
    {},
    "The maximum number of inputs supported in a batch is 100. Please reduce the number of items and try again",
  ],
  [
    51,
    { propertiesWithHistory: ["email"] },
    "The maximum number of inputs supported in a batch request for property histories is 50. Please reduce the number of items and try again",
  ],
])("batch read: %i inputs are too many", async (count, extra, message) => {
  const { raw } = await withContacts(1);

  const answer = await raw("POST", "/crm/objects/2026-09/contacts/batch/read", {
    ...extra,
    inputs: Array.from({ length: count }, (_, id) => ({ id: String(id) })),
  });

  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchObject({ message, category: "VALIDATION_ERROR" });
});

test("search: groups are alternatives, filters in a group all hold, pages are offsets", async () => {
  const { raw } = await withContacts(30);
  const search = async (body: object) => (await raw("POST", "/crm/objects/2026-09/contacts/search", body)).json<Page>();

  const either = await search({
    filterGroups: [
      { filters: [{ propertyName: "firstname", operator: "EQ", value: "contact 7" }] },
      { filters: [{ propertyName: "hs_object_id", operator: "GT", value: "1028" }] },
    ],
  });
  expect(either.results.map(({ id }) => id)).toEqual(["1008", "1029", "1030"]);

  const modified = {
    propertyName: "lastmodifieddate",
    operator: "BETWEEN",
    value: String(Date.parse("2026-05-01T00:05:00Z")),
    highValue: String(Date.parse("2026-05-01T00:09:00Z")),
  };
  const first = await search({
    filters: [modified],
    sorts: [{ propertyName: "hs_object_id", direction: "DESCENDING" }],
    limit: 3,
  });
  expect(first).toMatchObject({ total: 5, paging: { next: { after: "3" } } });
  expect(first.results.map(({ id }) => id)).toEqual(["1010", "1009", "1008"]);
  const second = await search({
    filters: [modified],
    sorts: [{ propertyName: "hs_object_id", direction: "DESCENDING" }],
    limit: 3,
    after: "3",
  });
  expect(second.results.map(({ id }) => id)).toEqual(["1007", "1006"]);
  expect(second).not.toHaveProperty("paging");
});

test.each([
  ["past 10,000", { limit: 200, after: "9900" }],
  ["more than 200 a page", { limit: 201 }],
  ["six groups", { filterGroups: Array.from({ length: 6 }, () => ({ filters: [] })) }],
  [
    "seven filters in a group",
    {
      filterGroups: [
        { filters: Array.from({ length: 7 }, () => ({ propertyName: "email", operator: "HAS_PROPERTY" })) },
      ],
    },
  ],
  ["a body of more than 3,000 characters", { properties: Array.from({ length: 300 }, () => "hs_object_id") }],
])("search: %s is refused", async (_, body) => {
  const { raw } = await withContacts(1);

  expect((await raw("POST", "/crm/objects/2026-09/contacts/search", body)).status).toBe(400);
});

test("search sees a write only after the index lag", async () => {
  const { portal, api } = await openPortal();
  await portal.setLimits({ indexLagMs: 30_000 });
  await api.create("contacts", { email: "kim@client.example" });
  const found = async (at: string) => {
    await portal.freezeAt(new Date(at));
    return (await api.search("contacts", [{ propertyName: "email", operator: "HAS_PROPERTY" }])).length;
  };

  expect(await found("2026-06-01T09:00:29.999Z")).toBe(0);
  expect(await found("2026-06-01T09:00:30.000Z")).toBe(1);
});

test("associations are seen from both sides, with their types, and end", async () => {
  const { portal, api, raw } = await openPortal();
  const company = await api.create("companies", { name: "Client Ltd" });
  const contact = await api.create("contacts", { email: "kim@client.example" }, [{ toId: company.id, typeId: 1 }]);
  const typesOf = async (from: string, to: string, id: string) => {
    const answer = await raw("POST", `/crm/v4/associations/${from}/${to}/batch/read`, { inputs: [{ id }] });
    return answer.json<{ results: { to: { associationTypes: { typeId: number; label: string | null }[] }[] }[] }>()
      .results[0]?.to[0]?.associationTypes;
  };

  expect(await typesOf("contacts", "companies", contact.id)).toEqual([
    { category: "HUBSPOT_DEFINED", typeId: 1, label: "Primary" },
  ]);
  expect(await typesOf("companies", "contacts", company.id)).toEqual([
    { category: "HUBSPOT_DEFINED", typeId: 2, label: "Primary" },
  ]);
  expect((await api.read("contacts", contact.id, ["associatedcompanyid"])).properties["associatedcompanyid"]).toBe(
    company.id,
  );

  await portal.freezeAt(new Date("2026-06-02T09:00:00Z"));
  await raw("POST", "/crm/associations/2026-09/contacts/companies/batch/archive", {
    inputs: [{ from: { id: contact.id }, to: [{ id: company.id }] }],
  });
  expect(await typesOf("companies", "contacts", company.id)).toBeUndefined();
});

test("campaigns: without `properties` the map is empty, and empty values are left out", async () => {
  const { api, raw } = await openPortal();
  await api.createCampaign({ hs_name: "Q3", hs_start_date: "1780358400000" });

  expect((await raw("GET", "/marketing/campaigns/2026-09")).json<Page>()).toMatchObject({
    total: 1,
    results: [{ properties: {} }],
  });
  const asked = (await raw("GET", "/marketing/v3/campaigns?properties=hs_name,hs_utm,hs_owner")).json<Page>();
  expect(asked.results[0]!.properties).toEqual({ hs_name: "Q3" });
});

test("account, pipelines and properties say what a portal is", async () => {
  const { raw } = await openPortal();

  expect((await raw("GET", "/account-info/2026-09/details")).json()).toMatchObject({
    portalId: 7001,
    timeZone: "Europe/Berlin",
    utcOffset: "+02:00",
    utcOffsetMilliseconds: 7_200_000,
  });
  const [pipeline] = (await raw("GET", "/crm/pipelines/2026-09/deals")).json<{
    results: { stages: { id: string; metadata: unknown }[] }[];
  }>().results;
  expect(pipeline!.stages.at(-1)).toMatchObject({
    id: "closedlost",
    metadata: { isClosed: "true", probability: "0.0" },
  });
  const properties = (await raw("GET", "/crm/properties/2026-09/contacts")).json<{
    results: { name: string; modificationMetadata: { readOnlyValue: boolean } }[];
  }>().results;
  const readOnly = Object.fromEntries(
    properties.map(({ name, modificationMetadata }) => [name, modificationMetadata.readOnlyValue]),
  );
  expect(readOnly).toMatchObject({
    lifecyclestage: false,
    hubspot_owner_id: false,
    notes_last_contacted: true,
    recent_conversion_date: true,
  });
});
