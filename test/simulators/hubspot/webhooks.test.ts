import { createHmac } from "node:crypto";
import { expect, onTestFinished, test, vi } from "vitest";
import { listen, readBody } from "../../../simulators/http.ts";
import { openPortal } from "./open-portal.ts";

/** On a machine that is busy with others. */
const soon = 60_000;

const clientSecret = "secret-of-the-app";

interface Received {
  readonly events: readonly Record<string, unknown>[];
  readonly isSigned: boolean;
}

/** A receiver that answers with the given statuses, and with 200 from then on. */
async function receiver(...statuses: number[]) {
  const received: Received[] = [];
  const { address, close } = await listen((request, response) => {
    void readBody(request).then((body) => {
      const time = String(request.headers["x-hubspot-request-timestamp"]);
      const expected = createHmac("sha256", clientSecret)
        .update(`POST${address}/hooks?app=1${body}${time}`)
        .digest("base64");
      received.push({
        events: JSON.parse(body) as Received["events"],
        isSigned: request.headers["x-hubspot-signature-v3"] === expected,
      });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  onTestFinished(close);
  return { targetUrl: `${address}/hooks?app=1`, received };
}

test("who subscribed hears of creations and of the properties asked for, signed; before that nobody does", async () => {
  const { portal, api } = await openPortal();
  const { targetUrl, received } = await receiver();
  await api.create("contacts", { email: "before@client.example" });
  const subscriptions = [
    { eventType: "contact.creation" },
    { eventType: "contact.propertyChange", propertyName: "jobtitle" },
  ];
  await portal.switchWebhooksOn({ targetUrl, clientSecret, subscriptions, appId: 54 });

  const { id } = await api.create("contacts", { email: "kim@client.example" });
  await api.update("contacts", id, { jobtitle: "COO", city: "Bonn" });

  await vi.waitFor(() => expect(received.flatMap(({ events }) => events)).toHaveLength(2), soon);
  expect(received.every(({ isSigned }) => isSigned)).toBe(true);
  expect(received.flatMap(({ events }) => events)).toMatchObject([
    { subscriptionType: "contact.creation", objectId: Number(id), portalId: 7001, appId: 54, attemptNumber: 0 },
    {
      subscriptionType: "contact.propertyChange",
      propertyName: "jobtitle",
      propertyValue: "COO",
      changeSource: "INTEGRATION",
    },
  ]);
});

test("a failed delivery is tried again as often as was said, and never more than 99 events come at once", async () => {
  const { portal, api, raw } = await openPortal();
  const { targetUrl, received } = await receiver(500, 503);
  const subscriptions = [
    { eventType: "contact.creation" },
    { eventType: "contact.propertyChange", propertyName: "email" },
  ];
  await portal.switchWebhooksOn({ targetUrl, clientSecret, subscriptions, retryDelaysMs: [20, 20] });
  await api.create("contacts", { email: "kim@client.example" });

  await vi.waitFor(async () => {
    expect((await portal.webhookDeliveries()).map(({ attempt, status }) => [attempt, status])).toEqual([
      [0, 500],
      [1, 503],
      [2, 200],
    ]);
  }, soon);
  expect(received.map(({ events }) => events[0]!["attemptNumber"])).toEqual([0, 1, 2]);

  const inputs = Array.from({ length: 100 }, (_, index) => ({ properties: { email: `p${index}@client.example` } }));
  await raw("POST", "/crm/objects/2026-09/contacts/batch/create", { inputs });
  await vi.waitFor(
    async () => expect((await portal.webhookDeliveries()).reduce((sum, { events }) => sum + events, 0)).toBe(206),
    soon,
  );
  expect(Math.max(...received.map(({ events }) => events.length))).toBe(99);
});

test("a receiver that stays broken is given up", async () => {
  const { portal, api } = await openPortal();
  const { targetUrl, received } = await receiver(...Array<number>(9).fill(500));
  await portal.switchWebhooksOn({
    targetUrl,
    clientSecret,
    subscriptions: [{ eventType: "deal.deletion" }],
    retryDelaysMs: [10, 10],
  });
  const { id } = await api.create("deals", { dealname: "Gone", dealstage: "qualifiedtobuy" });
  await api.archive("deals", id);

  await vi.waitFor(() => expect(received).toHaveLength(3), soon);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(received).toHaveLength(3);
});
