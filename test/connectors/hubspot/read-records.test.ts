import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { seedEverything } from "./every-read.ts";
import { connectTo, startPortal } from "./started-portal.ts";

test.each([
  ["companies", { name: "Acme" }, "name"],
  ["tasks", { hs_task_subject: "Call back", hs_timestamp: "2026-05-01T09:00:00Z" }, "hs_task_subject"],
  ["notes", { hs_note_body: "They asked for a price", hs_timestamp: "2026-05-01T09:00:00Z" }, "hs_note_body"],
])("%s are listed, found by what changed and read by id", async (type, properties, property) => {
  const { api, reader } = await startPortal();
  const { id } = await api.create(type as "companies", properties);
  const value = Object.values(properties)[0];
  const pages = [
    (await reader.recordPage(type, [property], null)).records,
    (await reader.changedPage(type, [property], new Date(0), null)).records,
    (await reader.recordsById(type, [property], [id])).records,
  ];
  for (const records of pages) expect(records).toMatchObject([{ id, properties: { [property]: value } }]);
});

test("leads, with the people that they hang on, by name and by number", async () => {
  const started = await startPortal();
  const { contact } = await seedEverything(started);
  const lead = await started.api.create("leads", { hs_lead_name: "Kim" }, [{ toId: contact, typeId: 578 }]);
  for (const type of ["leads", "0-136"])
    expect((await started.reader.recordPage(type, ["hs_lead_name"], null)).records).toMatchObject([{ id: lead.id }]);
  const found = await started.reader.associations("leads", "contacts", [lead.id]);
  expect(found.get(lead.id)).toMatchObject([{ id: contact, typeIds: [578] }]);
});

test("associations go over as many pages as there are, and a record without any is not in the map", async () => {
  const { api, reader, portal } = await startPortal();
  const contact = await api.create("contacts", { email: "busy@client.example" });
  const idle = await api.create("contacts", { email: "idle@client.example" });
  const calls: string[] = [];
  for (let index = 0; index < 620; index += 1) {
    const { id } = await portal.logEngagement({ type: "calls", contactIds: [contact.id] });
    calls.push(id);
  }
  const found = await reader.associations("contacts", "calls", [contact.id, idle.id]);
  expect(found.get(contact.id)!.map(({ id }) => id)).toEqual(calls);
  expect([...found.keys()]).toEqual([contact.id]);
});

/** A reader of a HubSpot that gives these answers in turn, the last one again and again; with errors as HubSpot, by 207. */
async function readerOf(...answers: readonly object[]) {
  const left = [...answers];
  const server = createServer((_, response) => {
    const next = left.length > 1 ? left.shift()! : left[0]!;
    response.writeHead("errors" in next ? 207 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(next));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

test("associations whose cursor comes twice never end, and are no answer", async () => {
  const reader = await readerOf({ results: [{ from: { id: "1" }, to: [], paging: { next: { after: "same" } } }] });
  await expect(reader.associations("contacts", "calls", ["1"])).rejects.toThrow(/a cursor came twice/);
});

describe("an answer about associations that does not speak of a record", () => {
  const hasCall = (id: string) => ({
    from: { id },
    to: [{ toObjectId: `9${id}`, associationTypes: [{ typeId: 194 }] }],
  });

  test("is asked for the record again", async () => {
    const reader = await readerOf({ results: [hasCall("1")] }, { results: [hasCall("2")] });
    const found = await reader.associations("contacts", "calls", ["1", "2"]);
    expect([...found.keys()]).toEqual(["1", "2"]);
  });

  test("is none when it does so twice", async () => {
    const reader = await readerOf({ results: [hasCall("1")] });
    await expect(reader.associations("contacts", "calls", ["1", "2"])).rejects.toThrow(
      "it says nothing of 1 of the 2 records",
    );
  });

  const nothingOn = (context: object) => ({ category: "OBJECT_NOT_FOUND", context });

  test("is none either when it says of nobody by name that nothing hangs on him", async () => {
    for (const context of [{}, { fromObjectId: [] }]) {
      const reader = await readerOf({ results: [hasCall("1")], errors: [nothingOn(context)] });
      await expect(reader.associations("contacts", "calls", ["1", "2"])).rejects.toThrow(
        "it says nothing of 1 of the 2 records",
      );
    }
  });

  test("is one when it says by the id that nothing hangs on a record", async () => {
    const reader = await readerOf({ results: [hasCall("1")], errors: [nothingOn({ fromObjectId: ["2"] })] });
    expect([...(await reader.associations("contacts", "calls", ["1", "2"])).keys()]).toEqual(["1"]);
  });
});

test("a read by id that names nobody whom HubSpot does not have says of no record that it is gone", async () => {
  const record = { id: "1", properties: {}, updatedAt: "2026-06-01T09:00:00Z" };
  const errors = [{ category: "OBJECT_NOT_FOUND", context: {} }];
  const reader = await readerOf({ results: [record], errors }, { results: [], errors });
  await expect(reader.recordsById("deals", [], ["1", "2"])).rejects.toThrow("it says nothing of 1 of the 2 records");
});

test.each([
  ["that failed otherwise", { category: "INTERNAL_ERROR", context: { ids: ["2"] } }],
  ["that names nobody", { category: "OBJECT_NOT_FOUND", context: {} }],
])("a part of a history %s says of no record that it is gone", async (_, error) => {
  const errors = [error];
  const reader = await readerOf({ results: [{ id: "1", propertiesWithHistory: {} }], errors }, { results: [], errors });
  await expect(reader.propertyHistory("deals", ["1", "2"], ["dealstage"])).rejects.toThrow(
    "it says nothing of 1 of the 2 records",
  );
});

describe("an answer about workflows", () => {
  const listed = { results: [{ id: "1" }, { id: "2" }, { id: "3" }] };
  const at = "2026-06-01T09:00:00Z";
  const detail = (id: string) => {
    const dates = { createdAt: at, updatedAt: at, revisionId: "1" };
    return { id, isEnabled: true, objectTypeId: "0-1", actions: [], ...dates };
  };
  const missing = (context: object, category = "OBJECT_NOT_FOUND") => ({
    results: [detail("1")],
    errors: [{ category, context }],
  });

  test.each([
    ["that failed otherwise", missing({ ids: ["2", "3"] }, "INTERNAL_ERROR")],
    ["that names none", missing({})],
  ])("of which a part %s says of none that it is gone", async (_, answer) => {
    const reader = await readerOf(listed, answer);
    await expect(reader.inventory("workflow")).rejects.toThrow("it says nothing of 2 of the 3 that were asked for");
  });

  test("leaves out what it says is gone", async () => {
    const reader = await readerOf(listed, missing({ ids: ["2", "3"] }));
    expect((await reader.inventory("workflow")).map(({ id }) => id)).toEqual(["1"]);
    const one = await readerOf({ results: [], errors: [{ category: "OBJECT_NOT_FOUND", context: {} }] });
    expect(await one.inventoryItem("workflow", "2")).toBeNull();
  });
});

test("history comes oldest first, for as many records as asked, in batches of 50", async () => {
  const { api, portal, reader } = await startPortal();
  const ids: string[] = [];
  for (let index = 0; index < 51; index += 1) {
    const { id } = await api.create("deals", { dealname: `Deal ${index}`, dealstage: "qualifiedtobuy" });
    ids.push(id);
  }
  await portal.freezeAt(new Date("2026-06-02T09:00:00Z"));
  await api.update("deals", ids[50]!, { dealstage: "closedwon", amount: "" });
  await portal.clearRequests();

  const history = await reader.propertyHistory("deals", [...ids, "999"], ["dealstage", "amount"]);
  expect((await portal.requests()).length).toBe(2);
  expect([...history.keys()]).toEqual(ids);
  expect(history.get(ids[50]!)!.get("dealstage")).toMatchObject([
    { value: "qualifiedtobuy", at: new Date("2026-06-01T09:00:00Z"), source: "INTEGRATION" },
    { value: "closedwon", at: new Date("2026-06-02T09:00:00Z"), source: "INTEGRATION" },
  ]);
});
