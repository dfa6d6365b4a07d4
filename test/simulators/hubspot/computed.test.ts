import { expect, test } from "vitest";
import { openPortal } from "./open-portal.ts";

const at = (time: string) => new Date(`2026-06-01T${time}:00.000Z`);

test("first engagement starts anew with the owner; contact dates and counts follow what was logged", async () => {
  const { portal, api } = await openPortal();
  const ana = await portal.createOwner({ email: "ana@acme.example", firstName: "Ana", lastName: "Berger" });
  const ben = await portal.createOwner({ email: "ben@acme.example", firstName: "Ben", lastName: "Roth" });
  const { id } = await api.create("contacts", { email: "kim@client.example", hubspot_owner_id: ana.id });
  const read = async (...names: string[]) => (await api.read("contacts", id, names)).properties;

  await portal.freezeAt(at("09:30"));
  await portal.logEngagement({
    type: "emails",
    contactIds: [id],
    ownerId: ana.id,
    properties: { hs_email_direction: "INCOMING_EMAIL" },
  });
  expect(
    await read("notes_last_contacted", "notes_last_updated", "num_contacted_notes", "hs_is_unworked"),
  ).toMatchObject({
    notes_last_contacted: null,
    notes_last_updated: at("09:30").toISOString(),
    num_contacted_notes: "0",
    hs_is_unworked: "true",
  });

  await portal.freezeAt(at("10:00"));
  await portal.logEngagement({ type: "calls", contactIds: [id], ownerId: ana.id });
  expect(
    await read(
      "notes_last_contacted",
      "hs_first_outreach_date",
      "hs_sa_first_engagement_date",
      "hs_time_to_first_engagement",
      "num_contacted_notes",
    ),
  ).toMatchObject({
    notes_last_contacted: at("10:00").toISOString(),
    hs_first_outreach_date: at("10:00").toISOString(),
    hs_sa_first_engagement_date: at("10:00").toISOString(),
    hs_time_to_first_engagement: "3600000",
    num_contacted_notes: "1",
  });

  await portal.freezeAt(at("11:00"));
  await api.update("contacts", id, { hubspot_owner_id: ben.id });
  expect(
    await read("hs_sa_first_engagement_date", "hs_first_outreach_date", "hubspot_owner_assigneddate"),
  ).toMatchObject({
    hs_sa_first_engagement_date: null,
    hs_first_outreach_date: at("10:00").toISOString(),
    hubspot_owner_assigneddate: at("11:00").toISOString(),
  });
});

test("a deal's closing follows the pipeline, not the name of the stage", async () => {
  const { admin, raw } = await openPortal();
  const stages = [
    { id: "appointmentscheduled", label: "Intro", probability: 0.4, isClosed: false },
    { id: "closedwon", label: "Verbal yes", probability: 0.9, isClosed: false },
    { id: "77", label: "Signed", probability: 1, isClosed: true },
  ];
  const portal = await admin.openPortal({
    portalId: 7005,
    name: "Odd",
    timeZone: "UTC",
    currency: "USD",
    dealPipelines: [{ id: "default", label: "Odd", stages }],
  });
  await portal.grantToken({ token: "pat-na1-odd-portal" });
  await portal.freezeAt(at("09:00"));
  const write = async (method: string, path: string, properties: object) =>
    (await raw(method, path, { properties }, "pat-na1-odd-portal")).json<{ id: string }>();
  const { id } = await write("POST", "/crm/objects/2026-09/deals", {
    dealname: "X",
    dealstage: "appointmentscheduled",
  });
  const read = async () => {
    const names =
      "hs_is_closed,hs_is_closed_won,hs_deal_stage_probability,hs_v2_date_entered_closedwon,hs_v2_date_entered_current_stage";
    const answer = await raw(
      "GET",
      `/crm/objects/2026-09/deals/${id}?properties=${names}`,
      undefined,
      "pat-na1-odd-portal",
    );
    return answer.json<{ properties: Record<string, string | null> }>().properties;
  };
  expect(await read()).toMatchObject({
    hs_is_closed: "false",
    hs_deal_stage_probability: "0.40000000000000002220446049250313080847263336181640625",
    hs_v2_date_entered_closedwon: null,
  });

  await portal.freezeAt(at("10:00"));
  await write("PATCH", `/crm/objects/2026-09/deals/${id}`, { dealstage: "closedwon" });
  expect(await read()).toMatchObject({
    hs_is_closed: "false",
    hs_is_closed_won: "false",
    hs_v2_date_entered_closedwon: at("10:00").toISOString(),
  });

  await portal.freezeAt(at("11:00"));
  await write("PATCH", `/crm/objects/2026-09/deals/${id}`, { dealstage: "77" });
  expect(await read()).toMatchObject({
    hs_is_closed: "true",
    hs_is_closed_won: "true",
    hs_deal_stage_probability: "1",
    hs_v2_date_entered_current_stage: at("11:00").toISOString(),
  });
});

test("a submitted form makes a contact with its conversion and its source, and finds it again by its address", async () => {
  const { portal, api } = await openPortal();
  const form = { email: "Kim@client.example", firstName: "Kim", formName: "Book a demo", pageTitle: "Demo" };
  const pageUrl = "https://www.acme.example/demo?utm_source=LinkedIn&utm_medium=paid_social&utm_campaign=plants";

  const first = await portal.submitForm({ ...form, pageUrl });
  await portal.freezeAt(at("12:00"));
  const second = await portal.submitForm({
    ...form,
    pageUrl: "https://www.acme.example/pricing",
    formName: "Pricing request",
    pageTitle: "Pricing",
  });

  expect([first.isNew, second]).toEqual([true, { contactId: first.contactId, isNew: false }]);
  const names = [
    "recent_conversion_date",
    "recent_conversion_event_name",
    "first_conversion_event_name",
    "num_conversion_events",
    "hs_analytics_source",
    "hs_analytics_source_data_1",
    "hs_analytics_source_data_2",
    "hs_analytics_first_url",
    "hs_object_source",
    "lifecyclestage",
    "hubspot_owner_id",
  ];
  expect((await api.read("contacts", first.contactId, names)).properties).toMatchObject({
    recent_conversion_date: at("12:00").toISOString(),
    recent_conversion_event_name: "Pricing: Pricing request",
    first_conversion_event_name: "Demo: Book a demo",
    num_conversion_events: "2",
    hs_analytics_source: "PAID_SOCIAL",
    hs_analytics_source_data_1: "plants",
    hs_analytics_source_data_2: "LinkedIn",
    hs_analytics_first_url: pageUrl,
    hs_object_source: "FORM",
    lifecyclestage: "lead",
    hubspot_owner_id: null,
  });
});

test("a form that was filled in an hour ago dates its conversion back, and the contact is new now", async () => {
  const { portal, api } = await openPortal();

  const { contactId } = await portal.submitForm({
    email: "kim@client.example",
    formName: "Book a demo",
    pageUrl: "https://www.acme.example/demo",
    at: at("08:00").toISOString(),
  });

  const contact = await api.read("contacts", contactId, ["recent_conversion_date"]);
  expect(contact.properties["recent_conversion_date"]).toBe(at("08:00").toISOString());
  expect(contact.createdAt).toBe(at("09:00").toISOString());
});
