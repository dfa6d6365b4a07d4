import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { HubSpotBadAnswer } from "../../../connectors/hubspot/errors.ts";
import { connectTo, startPortal } from "./started-portal.ts";

test("lists with their sizes", async () => {
  const { api, portal, reader } = await startPortal();
  const contact = await api.create("contacts", { email: "kim@client.example" });
  const members = [{ recordId: contact.id, at: "2026-05-01T00:00:00.000Z" }];
  await portal.saveDocument("list", "11", { name: "Newsletter", members });
  await portal.saveDocument("list", "12", { name: "Stale deals", processingType: "DYNAMIC", objectTypeId: "0-3" });
  expect(await reader.inventory("list")).toMatchObject([
    { type: "list", id: "11", name: "Newsletter", objectTypeId: "0-1", processingType: "MANUAL", size: 1 },
    { id: "12", objectTypeId: "0-3", processingType: "DYNAMIC", processingStatus: "COMPLETE", size: 0 },
  ]);
});

test("what the filters of a list name, and nothing of one that is kept by hand", async () => {
  const { portal, reader } = await startPortal();
  const filters = [
    {
      filterType: "PROPERTY",
      property: "lifecyclestage",
      operation: { operationType: "ENUMERATION", values: ["lead"] },
    },
    { filterType: "PROPERTY", property: "city", operation: { operationType: "STRING", values: ["Berlin"] } },
    { filterType: "FORM_SUBMISSION", operator: "FILLED_OUT", formId: "f-1" },
  ];
  const filterBranch = { filterBranchType: "OR", filterBranches: [{ filterBranchType: "AND", filters }] };
  await portal.saveDocument("list", "11", { name: "By hand" });
  await portal.saveDocument("list", "12", { name: "Leads", processingType: "DYNAMIC", filterBranch });
  await portal.clearRequests();
  const [byHand, leads] = await reader.inventory("list");
  expect(byHand!.filters).toEqual([]);
  expect(leads!.filters).toEqual([
    { to: "form", id: "f-1", values: [] },
    { to: "property", id: "city", values: [], of: ["0-1"] },
    { to: "property", id: "lifecyclestage", values: ["lead"], of: ["0-1"] },
  ]);
  expect(await portal.requests()).toHaveLength(2);
});

test("lists over as many pages as there are", async () => {
  const { portal, reader } = await startPortal();
  for (let index = 0; index < 501; index += 1)
    await portal.saveDocument("list", String(index), { name: `List ${index}` });
  await portal.clearRequests();
  expect(new Set((await reader.inventory("list")).map(({ id }) => id)).size).toBe(501);
  expect(await portal.requests()).toHaveLength(2);
});

test.each([
  ["the next offset does not advance", { offset: 0, hasMore: true, lists: [{}] }],
  ["it is empty and points to a next page", { offset: 500, hasMore: true, lists: [] }],
])("lists whose paging cannot be: %s", async (message, page) => {
  const list = { listId: "1", name: "L", objectTypeId: "0-1", processingType: "MANUAL", processingStatus: "COMPLETE" };
  const body = JSON.stringify({ ...page, total: 9, lists: page.lists.map(() => list) });
  const server = createServer((_, response) => void response.end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const reader = connectTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await expect(reader.inventory("list")).rejects.toThrow(HubSpotBadAnswer);
  await expect(reader.inventory("list")).rejects.toThrow(message);
});

test("marketing e-mails with what became of them; what was never counted is unknown, not zero", async () => {
  const { portal, reader } = await startPortal();
  await portal.saveDocument("marketing-email", "5", {
    name: "June",
    subject: "Hello",
    stats: {
      counters: { sent: 100, delivered: 97, hardbounced: 3, unsubscribed: 2, spamreport: 0 },
      deviceBreakdown: {},
      qualifierStats: {},
      ratios: {},
    },
  });
  await portal.saveDocument("marketing-email", "6", { name: "Draft", isPublished: false });
  expect(await reader.inventory("marketing-email")).toEqual([
    {
      type: "marketing-email",
      id: "5",
      name: "June",
      emailType: "BATCH_EMAIL",
      state: "PUBLISHED",
      isPublished: true,
      publishedAt: new Date("2026-06-01T09:00:00Z"),
      campaignId: null,
      sent: 100,
      delivered: 97,
      hardBounced: 3,
      unsubscribed: 2,
      reportedAsSpam: 0,
    },
    expect.objectContaining({ id: "6", isPublished: false, publishedAt: null, sent: null, hardBounced: null }),
  ]);
});

test("marketing e-mails over as many pages as there are", async () => {
  const { portal, reader } = await startPortal();
  for (let index = 0; index < 101; index += 1)
    await portal.saveDocument("marketing-email", String(index), { name: `E ${index}` });
  expect(new Set((await reader.inventory("marketing-email")).map(({ id }) => id)).size).toBe(101);
});
