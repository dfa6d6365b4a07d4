import { expect, test } from "vitest";
import { openPortal } from "./open-portal.ts";

const contacts = "/crm/objects/2026-09/contacts";
const wanted = [
  "jobtitle",
  "city",
  "lifecyclestage",
  "createdate",
  "hs_additional_emails",
  "num_associated_deals",
  "associatedcompanyid",
  "num_conversion_events",
  "recent_conversion_event_name",
  "hs_merged_object_ids",
];

interface Batch {
  readonly results: readonly { readonly id: string; readonly properties: Readonly<Record<string, string | null>> }[];
}

/**
 * Two contacts with something each that the other has not, of which the second one is the older lead and the customer.
 */
async function openWithTwo() {
  const opened = await openPortal();
  const { api, portal } = opened;
  const other = await api.create("contacts", { email: "kim@private.example", jobtitle: "Boss", city: "Lyon" });
  await api.update("contacts", other.id, { lifecyclestage: "customer" });
  await portal.freezeAt(new Date("2026-06-01T10:00:00Z"));
  const asked = await portal.submitForm({
    email: "kim@client.example",
    formName: "Demo",
    pageUrl: "https://acme.example/",
  });
  const primary = await api.update("contacts", asked.contactId, { jobtitle: "COO" });
  const [first, second] = [
    await api.create("companies", { name: "One" }),
    await api.create("companies", { name: "Two" }),
  ];
  await opened.raw("POST", "/crm/associations/2026-09/contacts/companies/batch/associate/default", {
    inputs: [
      { from: { id: primary.id }, to: { id: second.id } },
      { from: { id: other.id }, to: { id: first.id } },
    ],
  });
  const deal = await api.create("deals", { dealname: "Renewal", dealstage: "qualifiedtobuy" }, [
    { toId: other.id, typeId: 3 },
  ]);
  await portal.freezeAt(new Date("2026-06-02T09:00:00Z"));
  return { ...opened, primary, other, deal, company: second };
}

test("a merge makes a new record with a new id; both old ids lead to it, in a read and in a batch", async () => {
  const { api, raw, primary, other, deal, company } = await openWithTwo();

  const result = await api.merge("contacts", primary.id, other.id);

  expect([primary.id, other.id]).not.toContain(result.id);
  expect(Number(result.id)).toBeGreaterThan(Number(primary.id));
  for (const id of [result.id, primary.id, other.id]) {
    const read = await api.read("contacts", id, wanted);
    expect(read.id).toBe(result.id);
    expect(read.properties).toMatchObject({
      jobtitle: "COO",
      city: "Lyon",
      lifecyclestage: "customer",
      createdate: "2026-06-01T09:00:00.000Z",
      hs_additional_emails: "kim@private.example",
      num_associated_deals: "1",
      associatedcompanyid: company.id,
      num_conversion_events: "1",
      recent_conversion_event_name: "Contact us: Demo",
      hs_merged_object_ids: `${primary.id};${other.id}`,
    });
  }
  const batch = await raw("POST", `${contacts}/batch/read`, { inputs: [{ id: primary.id }, { id: "1" }] });
  expect([batch.status, batch.json<Batch>().results.map(({ id }) => id)]).toEqual([207, [result.id]]);
  expect((await api.list("contacts")).map(({ id }) => id)).toEqual([result.id]);
  const links = await raw("POST", "/crm/associations/2026-09/deals/contacts/batch/read", { inputs: [{ id: deal.id }] });
  expect(links.json<{ results: { to: unknown[] }[] }>().results[0]!.to).toMatchObject([
    { toObjectId: Number(result.id) },
  ]);
  const update = { inputs: [{ id: other.id, properties: { city: "Bonn" } }] };
  expect((await raw("POST", `${contacts}/batch/update`, update)).status).toBe(207);
});

test("the past of the portal still has both; a second merge hands on the ids of the first", async () => {
  const { api, portal, primary, other } = await openWithTwo();
  const result = await api.merge("contacts", primary.id, other.id);
  const third = await api.create("contacts", { email: "kim@third.example" });

  const last = await api.merge("contacts", third.id, result.id);

  expect((await api.read("contacts", other.id)).id).toBe(last.id);
  const { properties } = await api.read("contacts", last.id, wanted);
  expect(properties["hs_merged_object_ids"]).toBe(`${third.id};${primary.id};${other.id};${result.id}`);
  await portal.freezeAt(new Date("2026-06-01T12:00:00Z"));
  expect((await api.list("contacts")).map(({ id }) => id).toSorted()).toEqual([primary.id, other.id].toSorted());
});

test("a form that is sent with either address finds the record that is left", async () => {
  const { api, portal, primary, other } = await openWithTwo();
  const result = await api.merge("contacts", primary.id, other.id);

  const form = { formName: "Demo", pageUrl: "https://acme.example/" };
  expect(await portal.submitForm({ ...form, email: "kim@private.example" })).toEqual({
    contactId: result.id,
    isNew: false,
  });
});

test("a portal with the old way of merging keeps the primary's id", async () => {
  const { api, portal, primary, other } = await openWithTwo();
  await portal.change({ mergesKeepPrimaryId: true });

  expect((await api.merge("contacts", primary.id, other.id)).id).toBe(primary.id);
  const { properties } = await api.read("contacts", other.id, wanted);
  expect(properties).toMatchObject({
    hs_merged_object_ids: other.id,
    lifecyclestage: "lead",
    num_associated_deals: "1",
  });
});

test.each(["companies", "deals"] as const)("%s merge as contacts do", async (type) => {
  const { api } = await openPortal();
  const values = type === "deals" ? { dealname: "A", dealstage: "qualifiedtobuy" } : { name: "A" };
  const [one, two] = [await api.create(type, values), await api.create(type, values)];
  const result = await api.merge(type, one.id, two.id);
  expect(result.id).not.toBe(one.id);
  expect((await api.read(type, two.id)).id).toBe(result.id);
});
