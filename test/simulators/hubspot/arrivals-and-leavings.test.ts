import { expect, test } from "vitest";
import { openPortal } from "./open-portal.ts";

const origin = ["hs_object_source", "hs_object_source_id", "hs_analytics_source", "recent_conversion_event_name"];

test("an import makes contacts that have asked for nothing, and fills in those that are known", async () => {
  const { api, portal } = await openPortal();
  const known = await api.create("contacts", { email: "kim@client.example" });

  const { importId, contactIds } = await portal.importContacts({
    fileName: "fair.csv",
    contacts: [
      { email: "Kim@client.example", properties: { city: "Lyon" } },
      { email: "lee@client.example", properties: { city: "Bonn" } },
    ],
  });

  expect(contactIds[0]).toBe(known.id);
  expect((await api.read("contacts", known.id, ["city", ...origin])).properties).toMatchObject({
    city: "Lyon",
    hs_object_source: "INTEGRATION",
  });
  expect((await api.read("contacts", contactIds[1]!, origin)).properties).toMatchObject({
    hs_object_source: "IMPORT",
    hs_object_source_id: importId,
    hs_analytics_source: "OFFLINE",
    recent_conversion_event_name: null,
  });
});

test("a lead of an advertisement is a conversion without a page of the portal's own", async () => {
  const { api, portal } = await openPortal();
  const lead = { email: "kim@client.example", formName: "Demo", network: "LinkedIn" } as const;

  const { contactId } = await portal.receiveLeadAd(lead);
  await portal.receiveLeadAd(lead);

  expect((await api.read("contacts", contactId, [...origin, "num_conversion_events"])).properties).toMatchObject({
    hs_object_source: "ADS",
    hs_analytics_source: "PAID_SOCIAL",
    recent_conversion_event_name: "LinkedIn Lead Ads: Demo",
    num_conversion_events: "2",
  });
});

test("an engagement says what made it", async () => {
  const { api, portal } = await openPortal();
  const { id: contactId } = await api.create("contacts", { email: "kim@client.example" });
  const sent = await portal.logEngagement({
    type: "emails",
    contactIds: [contactId],
    source: { type: "SEQUENCES", id: "77" },
  });
  const written = await portal.logEngagement({ type: "emails", contactIds: [contactId] });

  const sources = ["hs_engagement_source", "hs_object_source", "hs_email_status"];
  const properties = async (id: string) => (await api.read("emails", id, sources)).properties;
  expect(await properties(sent.id)).toMatchObject({ hs_engagement_source: "SEQUENCES", hs_object_source: "SEQUENCES" });
  expect(await properties(written.id)).toMatchObject({ hs_engagement_source: null, hs_object_source: "CRM_UI" });

  await api.update("emails", written.id, { hs_email_status: "BOUNCED" });
  expect(await properties(written.id)).toMatchObject({ hs_email_status: "BOUNCED" });
});

test("a contact that was deleted for good is in no list, not even of the deleted, and takes what hung on it alone with it", async () => {
  const { api, portal, raw } = await openPortal();
  const [kim, lee] = [
    await api.create("contacts", { email: "kim@client.example" }),
    await api.create("contacts", { email: "lee@client.example" }),
  ];
  const own = await portal.logEngagement({ type: "calls", contactIds: [kim.id] });
  const shared = await portal.logEngagement({ type: "calls", contactIds: [kim.id, lee.id] });

  await api.purge(kim.id);

  const read = (path: string) => raw("GET", `/crm/objects/2026-09/${path}`);
  expect((await read(`contacts/${kim.id}`)).status).toBe(404);
  expect((await read("contacts?archived=true")).json()).toEqual({ results: [] });
  expect((await read(`calls/${own.id}`)).status).toBe(404);
  expect((await read(`calls/${shared.id}`)).status).toBe(200);
  await expect(api.purge(kim.id)).rejects.toThrow("404");
});

test("a call that was unlinked is no longer the contact's, and one that was deleted is gone from both sides", async () => {
  const { api, portal } = await openPortal();
  const kim = await api.create("contacts", { email: "kim@client.example" });
  const [first, second] = [
    await portal.logEngagement({ type: "calls", contactIds: [kim.id] }),
    await portal.logEngagement({ type: "calls", contactIds: [kim.id] }),
  ];
  const count = async () =>
    (await api.read("contacts", kim.id, ["num_contacted_notes"])).properties["num_contacted_notes"];
  expect(await count()).toBe("2");
  await api.unlink("calls", first.id, "contacts", kim.id);
  expect(await count()).toBe("1");
  await api.archive("calls", second.id);
  expect(await count()).toBe("0");
});

test("the portal's own count of its records leaves out the deleted and the merged", async () => {
  const { api, raw, admin } = await openPortal();
  const ids = [];
  for (const name of ["a", "b", "c", "d"])
    ids.push((await api.create("contacts", { email: `${name}@client.example` })).id);
  await api.archive("contacts", ids[0]!);
  await api.merge("contacts", ids[1]!, ids[2]!);

  interface Limits {
    readonly hubspotDefinedObjectTypes: readonly { readonly objectTypeId: string; readonly usage: number }[];
  }
  const contactsIn = ({ hubspotDefinedObjectTypes }: Limits) =>
    hubspotDefinedObjectTypes.find(({ objectTypeId }) => objectTypeId === "0-1")?.usage;
  const ask = (bearer?: string) => raw("GET", "/crm/limits/2026-09/records", undefined, bearer);
  expect(contactsIn((await ask()).json<Limits>())).toBe(2);
  await admin.openGenerated({ portalId: 7002, contacts: 500, token: "pat-eu1-generated" });
  expect(contactsIn((await ask("pat-eu1-generated")).json<Limits>())).toBe(500);
});
