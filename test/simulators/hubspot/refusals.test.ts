import { expect, test } from "vitest";
import { openPortal, token } from "./open-portal.ts";

const contacts = "/crm/objects/2026-09/contacts";

test.each([
  ["no token", null],
  ["an unknown token", "pat-eu1-unknown"],
])("%s is a 401", async (_, bearer) => {
  const { raw } = await openPortal();

  const answer = await raw("GET", contacts, undefined, bearer);

  expect(answer.status).toBe(401);
  expect(answer.json()).toEqual({
    status: "error",
    message:
      "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview",
    correlationId: expect.any(String),
    category: "INVALID_AUTHENTICATION",
  });
});

test("a revoked token is a 401 until it is restored, and the journal knows the token only by its hash", async () => {
  const { raw, portal } = await openPortal();
  await portal.revokeToken("audit");
  expect((await raw("GET", contacts)).status).toBe(401);

  await portal.restoreToken("audit");
  expect((await raw("GET", contacts)).status).toBe(200);
  expect(JSON.stringify([await portal.journal(), await portal.requests()])).not.toContain(token);
});

test.each([
  [contacts, "crm.objects.contacts.read"],
  ["/crm/objects/2026-09/emails", "sales-email-read"],
  ["/crm/objects/2026-09/deals", "crm.objects.deals.read"],
  ["/crm/owners/2026-09", "crm.objects.owners.read"],
  ["/marketing/campaigns/2026-09", "marketing.campaigns.read"],
])("%s without its scope is a 403 that names it", async (path, scope) => {
  const { raw, portal } = await openPortal();
  const others = [
    "crm.objects.contacts.read",
    "sales-email-read",
    "crm.objects.deals.read",
    "crm.objects.owners.read",
    "marketing.campaigns.read",
  ].filter((other) => other !== scope);
  await portal.changeToken("audit", { scopes: others });

  const answer = await raw("GET", path);

  expect(answer.status).toBe(403);
  expect(answer.json()).toMatchObject({
    status: "error",
    message:
      "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    errors: [
      { message: "One or more of the following scopes are required.", context: { requiredGranularScopes: [scope] } },
    ],
    links: { scopes: "https://developers.hubspot.com/scopes" },
    category: "MISSING_SCOPES",
  });
});

test("one portal's token never sees another portal", async () => {
  const { admin, raw, api } = await openPortal();
  await api.create("contacts", { email: "kim@client.example" });
  const other = await admin.openPortal({ portalId: 7002, name: "Other", timeZone: "UTC", currency: "USD" });
  await other.grantToken({ token: "pat-na1-simulated-0002" });

  expect((await raw("GET", contacts, undefined, "pat-na1-simulated-0002")).json()).toMatchObject({ results: [] });
  expect((await raw("GET", "/account-info/2026-09/details", undefined, "pat-na1-simulated-0002")).json()).toMatchObject(
    {
      portalId: 7002,
    },
  );
});

test("an unknown path is an HTML 404, a wrong verb an HTML 405, an unknown record a JSON 404", async () => {
  const { raw } = await openPortal();
  const [path, verb, record] = [
    await raw("GET", "/crm/objects/2019-01/contacts"),
    await raw("PUT", contacts),
    await raw("GET", `${contacts}/42`),
  ];

  expect([path.status, verb.status, record.status]).toEqual([404, 405, 404]);
  expect([path.text, verb.text].every((text) => text.startsWith("<html>"))).toBe(true);
  expect(record.json()).toMatchObject({ message: "resource not found" });
});

test.each([
  [{ no_such_property: "x" }, "PROPERTY_DOESNT_EXIST"],
  [{ notes_last_contacted: "2026-01-01" }, "READ_ONLY_VALUE"],
  [{ lifecyclestage: "friend" }, "INVALID_OPTION"],
  [{ email: "not an address" }, "INVALID_EMAIL"],
  [{ hubspot_owner_id: "404" }, "INVALID_OWNER_ID"],
])("writing %j is refused as %s, and nothing is written", async (properties, code) => {
  const { raw, api } = await openPortal();
  const { id } = await api.create("contacts", { email: "kim@client.example" });

  const answer = await raw("PATCH", `${contacts}/${id}`, { properties: { jobtitle: "COO", ...properties } });

  expect(answer.status).toBe(400);
  expect(answer.json<{ message: string }>().message).toContain(`"error":"${code}"`);
  expect((await api.read("contacts", id, ["jobtitle"])).properties["jobtitle"]).toBeNull();
});

test("batch update: one invalid property fails the whole batch", async () => {
  const { raw, api } = await openPortal();
  const [one, other] = [
    await api.create("contacts", { email: "a@client.example" }),
    await api.create("contacts", { email: "b@client.example" }),
  ];

  const answer = await raw("POST", `${contacts}/batch/update`, {
    inputs: [
      { id: one.id, properties: { jobtitle: "COO" } },
      { id: other.id, properties: { nope: "x" } },
    ],
  });

  expect(answer.status).toBe(400);
  expect((await api.read("contacts", one.id, ["jobtitle"])).properties["jobtitle"]).toBeNull();
});

test("a second contact with the same address is a 409 that names the first", async () => {
  const { raw, api } = await openPortal();
  const { id } = await api.create("contacts", { email: "kim@client.example" });

  const answer = await raw("POST", contacts, { properties: { email: "KIM@client.example" } });

  expect(answer.status).toBe(409);
  expect(answer.json()).toMatchObject({ message: `Contact already exists. Existing ID: ${id}`, category: "CONFLICT" });
});

test("the lifecycle stage only moves forward: a backward write is accepted and ignored, unless the stage was cleared", async () => {
  const { api } = await openPortal();
  const { id } = await api.create("contacts", { email: "kim@client.example", lifecyclestage: "opportunity" });
  const stageAfter = async (stage: string) => {
    await api.update("contacts", id, { lifecyclestage: stage, jobtitle: stage });
    return (await api.read("contacts", id, ["lifecyclestage"])).properties["lifecyclestage"];
  };

  expect(await stageAfter("lead")).toBe("opportunity");
  expect(await stageAfter("customer")).toBe("customer");
  expect(await stageAfter("")).toBeNull();
  expect(await stageAfter("lead")).toBe("lead");
});

test("the rolling limit: the call beyond it is a 429, and ten seconds later the next one passes", async () => {
  let now = Date.parse("2026-06-01T09:00:00Z");
  const { raw, portal } = await openPortal({ now: () => now });
  await portal.setLimits({ generalPer10s: 3 });
  const statuses: number[] = [];
  for (let call = 0; call < 4; call++) statuses.push((await raw("GET", contacts)).status);
  expect(statuses).toEqual([200, 200, 200, 429]);

  const refused = await raw("GET", contacts);
  expect(refused.json()).toMatchObject({
    errorType: "RATE_LIMIT",
    policyName: "TEN_SECONDLY_ROLLING",
    message: "You have reached your ten_secondly_rolling limit.",
  });
  expect(refused.headers.get("retry-after")).toBeNull();

  now += 10_001;
  const passed = await raw("GET", contacts);
  expect(passed.status).toBe(200);
  expect(passed.headers.get("x-hubspot-ratelimit-max")).toBe("3");
  expect(passed.headers.get("x-hubspot-ratelimit-remaining")).toBe("2");
  expect(passed.headers.get("x-hubspot-ratelimit-daily")).toBe("625000");
});

test("search has a limit of its own, and no rate-limit headers", async () => {
  let now = Date.parse("2026-06-01T09:00:00Z");
  const { raw, portal } = await openPortal({ now: () => now });
  await portal.setLimits({ searchPerSecond: 2, retryAfter: 1 });
  const search = () => raw("POST", `${contacts}/search`, {});
  await search();
  const passed = await search();
  const refused = await search();

  expect(passed.headers.get("x-hubspot-ratelimit-max")).toBeNull();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
  expect(refused.json()).toMatchObject({ policyName: "SECONDLY" });
  now += 1001;
  expect((await search()).status).toBe(200);
});
