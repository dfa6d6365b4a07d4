import { expect, test } from "vitest";
import { openPortal } from "./open-portal.ts";

const day = (number: number, time = "09:00") => new Date(`2026-06-${String(number).padStart(2, "0")}T${time}:00.000Z`);

test("a portal can be read as it was: values, existence, archiving, associations, modification date", async () => {
  const { portal, api, raw } = await openPortal();
  const ana = await portal.createOwner({ email: "ana@acme.example", firstName: "Ana", lastName: "Berger" });
  const contact = await api.create("contacts", { email: "kim@client.example", firstname: "Kim" });
  await portal.freezeAt(day(3));
  await api.update("contacts", contact.id, { hubspot_owner_id: ana.id, jobtitle: "COO" });
  await portal.freezeAt(day(5));
  const deal = await api.create("deals", { dealname: "Pilot", dealstage: "appointmentscheduled" }, [
    { toId: contact.id, typeId: 3 },
  ]);
  await portal.freezeAt(day(7));
  await api.archive("contacts", contact.id);

  await portal.freezeAt(day(2));
  expect(
    await api.read("contacts", contact.id, ["jobtitle", "hubspot_owner_id", "hubspot_owner_assigneddate"]),
  ).toMatchObject({
    properties: { jobtitle: null, hubspot_owner_id: null, hubspot_owner_assigneddate: null },
    updatedAt: day(1).toISOString(),
  });
  expect(await api.list("deals")).toEqual([]);

  await portal.freezeAt(day(4));
  expect(await api.read("contacts", contact.id, ["jobtitle", "hubspot_owner_assigneddate"])).toMatchObject({
    properties: { jobtitle: "COO", hubspot_owner_assigneddate: day(3).toISOString() },
    updatedAt: day(3).toISOString(),
  });
  const before = await raw("POST", "/crm/associations/2026-09/contacts/deals/batch/read", {
    inputs: [{ id: contact.id }],
  });
  expect(before.json()).toMatchObject({ results: [], numErrors: 1 });

  await portal.freezeAt(day(6));
  const after = await raw("POST", "/crm/associations/2026-09/contacts/deals/batch/read", {
    inputs: [{ id: contact.id }],
  });
  expect(after.json()).toMatchObject({
    results: [{ from: { id: contact.id }, to: [{ toObjectId: Number(deal.id) }] }],
  });
  expect(await api.list("contacts")).toHaveLength(1);

  await portal.freezeAt(day(8));
  expect(await api.list("contacts")).toEqual([]);
  const archived = await raw("GET", "/crm/objects/2026-09/contacts?archived=true");
  expect(archived.json()).toMatchObject({
    results: [{ id: contact.id, archived: true, archivedAt: day(7).toISOString() }],
  });
});

test("a deactivated owner moves from one list to the other at that instant, and back", async () => {
  const { portal, raw } = await openPortal();
  const { id } = await portal.createOwner({
    email: "theo@acme.example",
    firstName: "Theo",
    lastName: "Lind",
    teams: ["Sales"],
  });
  await portal.freezeAt(day(4));
  await portal.deactivateOwner(id);
  await portal.freezeAt(day(9));
  await portal.reactivateOwner(id);
  const listed = async (at: Date, archived: boolean) => {
    await portal.freezeAt(at);
    const answer = await raw("GET", `/crm/owners/2026-09?archived=${archived}`);
    return answer.json<{ results: { id: string; userId: number | null; archived: boolean }[] }>().results;
  };

  expect(await listed(day(3), false)).toMatchObject([{ id, archived: false }]);
  expect(await listed(day(3), true)).toEqual([]);
  expect(await listed(day(5), false)).toEqual([]);
  expect(await listed(day(5), true)).toMatchObject([{ id, archived: true, userId: null }]);
  expect(await listed(day(10), true)).toEqual([]);
});

test("the next activity depends on the hour: it passes without any write, and moves the modification date", async () => {
  const { portal, api } = await openPortal();
  const deal = await api.create("deals", { dealname: "Pilot", dealstage: "contractsent" });
  const task = await portal.logEngagement({
    type: "tasks",
    dealIds: [deal.id],
    timestamp: day(3, "14:00").toISOString(),
  });
  const nextAt = async (at: Date) => {
    await portal.freezeAt(at);
    const { properties, updatedAt } = await api.read("deals", deal.id, ["notes_next_activity_date"]);
    return { next: properties["notes_next_activity_date"], updatedAt };
  };

  expect(await nextAt(day(3, "13:59"))).toEqual({
    next: day(3, "14:00").toISOString(),
    updatedAt: day(1).toISOString(),
  });
  expect(await nextAt(day(3, "14:00"))).toEqual({ next: null, updatedAt: day(3, "14:00").toISOString() });

  await portal.freezeAt(day(2));
  await api.update("tasks", task.id, { hs_task_status: "COMPLETED" });
  expect(await nextAt(day(2, "10:00"))).toEqual({ next: null, updatedAt: day(2).toISOString() });
});

test("property history tells every change up to the instant, newest first, with its source", async () => {
  const { portal, api, raw } = await openPortal();
  const { id } = await api.create("contacts", { email: "kim@client.example", jobtitle: "COO" });
  await portal.freezeAt(day(3));
  await api.update("contacts", id, { jobtitle: "CEO" });
  await portal.freezeAt(day(5));
  await api.update("contacts", id, { jobtitle: "" });

  const historyAt = async (at: Date) => {
    await portal.freezeAt(at);
    const answer = await raw("GET", `/crm/objects/2026-09/contacts/${id}?propertiesWithHistory=jobtitle`);
    return answer.json<{ propertiesWithHistory: { jobtitle: unknown[] } }>().propertiesWithHistory.jobtitle;
  };

  const first = { value: "COO", timestamp: day(1).toISOString(), sourceType: "INTEGRATION", sourceId: "audit" };
  const second = { ...first, value: "CEO", timestamp: day(3).toISOString() };
  expect(await historyAt(day(4))).toEqual([second, first]);
  expect(await historyAt(day(6))).toEqual([{ ...first, value: "", timestamp: day(5).toISOString() }, second, first]);
});

test("a campaign is as of the instant too", async () => {
  const { portal, api } = await openPortal();
  const { id } = await api.createCampaign({ hs_name: "Q3", hs_start_date: "2026-06-02" });
  await portal.freezeAt(day(4));
  await api.updateCampaign(id, { hs_utm: "q3" });

  await portal.freezeAt(day(3));
  expect(await api.campaigns(["hs_name", "hs_utm"])).toMatchObject([{ id, properties: { hs_name: "Q3" } }]);
  await portal.freezeAt(day(5));
  expect(await api.campaigns(["hs_utm"])).toMatchObject([{ id, properties: { hs_utm: "q3" } }]);
});
