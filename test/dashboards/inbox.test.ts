import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { onlyAcknowledges, openFixtureDashboard, type FixtureDashboard } from "./fixture-dashboard.ts";

let dashboard: FixtureDashboard;
beforeAll(async () => {
  dashboard = await openFixtureDashboard();
});
beforeEach(() => {
  dashboard.taken.length = 0;
  dashboard.snoozed.length = 0;
});
afterAll(() => dashboard.close());

async function read(query = ""): Promise<{ html: string; text: string }> {
  const html = await (await dashboard.app.request(`/alerts${query}`)).text();
  const text = html.replace(/<(head|script)[\s\S]*?<\/\1>/g, "").replace(/<[^>]+>/g, " ");
  return { html, text: text.replace(/\s+/g, " ") };
}

/** As a browser sends a form of the page itself. */
const sameOrigin = { origin: "http://localhost", "sec-fetch-site": "same-origin" };

const keysOf = (html: string) => [...html.matchAll(/name="alert"[^>]* value="([^"]+)"/g)].map(([, key]) => key!);

async function send(fields: readonly (readonly [string, string])[]) {
  const body = new URLSearchParams(fields.map(([name, value]) => [name, value] as [string, string]));
  const response = await dashboard.app.request("/alerts", { method: "POST", body, headers: sameOrigin });
  return { status: response.status, location: response.headers.get("location"), text: await response.text() };
}

describe("the inbox", () => {
  test("shows what is not resolved of every client, unacknowledged first, with the worst by name and who is next", async () => {
    const { html, text } = await read();
    expect(keysOf(html).map((key) => key.split("/").slice(0, 2).join(" "))).toEqual([
      "meridian partner.access",
      "northwind sales-lead.waiting-leads",
      "northwind sales-lead.routing",
    ]);
    expect(text).toContain("2 unacknowledged alerts 1 alert is being handled.");
    expect(text).toContain("Northwind Robotics: Leads waiting for a first reply Marta Lindqvist");
    expect(text).toContain("next Jonas Weber, Mon 23 Nov, 12:00 UTC+1");
    expect(text).toContain("Handled by Ana Silva");
  });

  test.each([
    ["?client=northwind&status=open", ["northwind sales-lead.waiting-leads"]],
    ["?status=acknowledged", ["northwind sales-lead.routing"]],
    ["?client=unknown&severity=worse&status=toString", 3],
    ["?client=harbour", []],
  ])("%s", async (query, expected) => {
    const keys = keysOf((await read(query)).html).map((key) => key.split("/").slice(0, 2).join(" "));
    expect(typeof expected === "number" ? keys.length : keys).toEqual(expected);
  });

  test("several alerts are acknowledged at once, each as it was displayed", async () => {
    const keys = keysOf((await read("?status=open")).html);
    const { status, location } = await send([
      ["by", "Robin"],
      ["act", "acknowledge"],
      ...keys.map((key) => ["alert", key] as const),
    ]);
    expect([status, location]).toEqual([303, "/alerts"]);
    expect(
      dashboard.taken.map(({ clientId, alertId, episode, revision, by, via }) => ({
        by,
        via,
        key: [clientId, alertId, episode, revision].join("/"),
      })),
    ).toEqual(keys.map((key) => ({ by: "Robin", via: "dashboard", key })));
  });

  test("several are snoozed at once", async () => {
    const keys = keysOf((await read("?status=open")).html);
    const { status } = await send([
      ["by", "Robin"],
      ["act", "snooze"],
      ["for", "tomorrow"],
      ...keys.map((key) => ["alert", key] as const),
    ]);
    expect(status).toBe(303);
    expect(dashboard.snoozed).toHaveLength(keys.length);
    expect(dashboard.snoozed[0]).toMatchObject({ by: "Robin", via: "dashboard", for: "tomorrow" });
    expect(dashboard.taken).toEqual([]);
  });

  const key = "northwind/sales-lead.waiting-leads/1/1";
  test.each<[string, readonly (readonly [string, string])[], string]>([
    [
      "no name",
      [
        ["alert", key],
        ["act", "acknowledge"],
      ],
      "Enter your name",
    ],
    [
      "nothing selected",
      [
        ["by", "Robin"],
        ["act", "acknowledge"],
      ],
      "Select at least one alert.",
    ],
    [
      "a key that no page made",
      [
        ["by", "Robin"],
        ["alert", "northwind/x/1"],
        ["act", "acknowledge"],
      ],
      "was not complete",
    ],
    [
      "an act that no button names",
      [
        ["by", "Robin"],
        ["alert", key],
        ["act", "resolve"],
      ],
      "was not complete",
    ],
    [
      "a length that does not exist",
      [
        ["by", "Robin"],
        ["alert", key],
        ["act", "snooze"],
        ["for", "ever"],
      ],
      "was not complete",
    ],
  ])("%s: nothing is changed and the page says what is missing", async (_, fields, why) => {
    const { status, text } = await send(fields);
    expect(status).toBe(400);
    expect(text).toContain(why);
    expect([...dashboard.taken, ...dashboard.snoozed]).toEqual([]);
  });

  test("an alert of which nothing is open says so", async () => {
    const inbox = await openFixtureDashboard();
    await inbox.db.updateTable("finding").set({ status: "resolved" }).execute();
    const html = await (await inbox.app.request("/alerts")).text();
    expect(html).toContain("No open finding");
    await inbox.close();
  });

  test("what is refused is named, and the rest is done", async () => {
    const other = await openFixtureDashboard({
      operations: {
        ...onlyAcknowledges,
        acknowledgeAlert: async ({ alertId }) =>
          alertId.endsWith("access") ? { ok: false, reason: "Lena has taken it already." } : { ok: true },
      },
    });
    const body = new URLSearchParams([
      ["by", "Robin"],
      ["act", "acknowledge"],
      ["alert", key],
      ["alert", "meridian/partner.access/1/1"],
    ]);
    const response = await other.app.request("/alerts", { method: "POST", body, headers: sameOrigin });
    expect(response.status).toBe(409);
    const html = await response.text();
    expect(html).toContain("1 changed, 1 not");
    expect(html).toContain("Meridian Freight, partner.access: Lena has taken it already.");
    await other.close();
  });
});
