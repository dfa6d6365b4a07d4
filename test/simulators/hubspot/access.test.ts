import { expect, test } from "vitest";
import type { Subscriptions } from "../../../simulators/hubspot/model/tier.ts";
import { everyCall } from "../../contract/every-call.ts";
import { openPortal, token } from "./open-portal.ts";

const contacts = "/crm/objects/2026-09/contacts";
const free: Subscriptions = { marketing: "free", sales: "free", service: "free" };

test.each<[string, Subscriptions]>([
  ["/marketing/campaigns/2026-09", { ...free, marketing: "professional" }],
  ["/automation/v4/flows", { ...free, service: "professional" }],
  ["/crm/objects/2026-09/leads", { ...free, sales: "professional" }],
  ["/account-info/2026-09/activity/login", { ...free, sales: "enterprise" }],
])("%s is a 403 until the portal pays for it", async (path, enough) => {
  const { raw, portal } = await openPortal();
  await portal.change({ subscriptions: free });
  expect((await raw("GET", path)).status).toBe(403);
  expect((await raw("GET", contacts)).status).toBe(200);

  await portal.change({ subscriptions: enough });
  expect((await raw("GET", path)).status).toBe(200);
});

test("a free portal has the smaller allowances", async () => {
  const { raw, portal } = await openPortal();
  await portal.change({ subscriptions: free });

  const { headers } = await raw("GET", contacts);
  expect([headers.get("x-hubspot-ratelimit-max"), headers.get("x-hubspot-ratelimit-daily")]).toEqual(["100", "250000"]);
});

const app = { clientId: "client-1", clientSecret: "secret-of-the-app", refreshToken: "refresh-token-1" };
const exchange = (address: string, fields: Record<string, string>, version = "2026-09") =>
  fetch(`${address}/oauth/${version}/token`, { method: "POST", body: new URLSearchParams(fields) });
const refreshWith = (changes: Record<string, string> = {}) => ({
  grant_type: "refresh_token",
  client_id: app.clientId,
  client_secret: app.clientSecret,
  refresh_token: app.refreshToken,
  ...changes,
});

test("an OAuth access token lives for 30 minutes of the portal's clock, and the refresh token gives the next one", async () => {
  const { hubspot, raw, portal } = await openPortal();
  await portal.installApp({ ...app, scopes: ["crm.objects.contacts.read"] });
  const first = (await (await exchange(hubspot.address, refreshWith())).json()) as { access_token: string };
  expect(first).toMatchObject({
    token_type: "bearer",
    expires_in: 1800,
    refresh_token: app.refreshToken,
    hub_id: 7001,
  });

  const passed = await raw("GET", contacts, undefined, first.access_token);
  expect(passed.status).toBe(200);
  expect([passed.headers.get("x-hubspot-ratelimit-max"), passed.headers.get("x-hubspot-ratelimit-daily")]).toEqual([
    "110",
    null,
  ]);
  expect((await raw("GET", "/crm/owners/2026-09", undefined, first.access_token)).status).toBe(403);

  await portal.freezeAt(new Date("2026-06-01T09:29:59Z"));
  expect((await raw("GET", contacts, undefined, first.access_token)).status).toBe(200);
  await portal.freezeAt(new Date("2026-06-01T09:30:00Z"));
  const expired = await raw("GET", contacts, undefined, first.access_token);
  expect([expired.status, expired.json()["category"]]).toEqual([401, "EXPIRED_AUTHENTICATION"]);
  const second = (await (await exchange(hubspot.address, refreshWith(), "v3")).json()) as { access_token: string };
  expect((await raw("GET", contacts, undefined, second.access_token)).status).toBe(200);
  expect(JSON.stringify([await portal.journal(), await portal.requests()])).not.toMatch(
    /refresh-token-1|secret-of-the-app/,
  );
});

test("a private app's token is told its scopes, and an OAuth app's token is not", async () => {
  const { hubspot, raw, portal } = await openPortal();
  const info = "/oauth/v2/private-apps/get/access-token-info";
  await portal.changeToken("audit", { scopes: ["oauth", "forms"] });
  const told = await raw("POST", info, { tokenKey: token });
  expect(told.json()).toEqual({ userId: 1, hubId: 7001, appId: 1, scopes: ["oauth", "forms"] });
  expect((await raw("POST", info, { tokenKey: "pat-unknown-to-all" })).status).toBe(404);

  await portal.installApp(app);
  const { access_token } = (await (await exchange(hubspot.address, refreshWith())).json()) as { access_token: string };
  expect((await raw("POST", info, { tokenKey: access_token })).status).toBe(404);
  expect(JSON.stringify(await portal.requests())).not.toContain(token);
});

test("a token that may do everything is told every scope that any endpoint asks for", async () => {
  const opened = await openPortal();
  const info = await opened.raw("POST", "/oauth/v2/private-apps/get/access-token-info", { tokenKey: token });
  await opened.portal.grantToken({
    token: "pat-with-what-was-told",
    name: "told",
    scopes: info.json<{ scopes: string[] }>().scopes,
  });
  const refused: string[] = [];
  for (const { method, path, body } of await everyCall(opened)) {
    const { status } = await opened.raw(method, path, body, "pat-with-what-was-told");
    if (status === 403) refused.push(`${method} ${path}`);
  }
  expect(refused).toEqual([]);
});

test("an app's token is introspected while it holds, and only by its own app", async () => {
  const { hubspot, portal } = await openPortal();
  await portal.installApp({ ...app, scopes: ["oauth", "forms"] });
  await portal.installApp({ ...app, clientId: "client-2", refreshToken: "refresh-token-2", name: "another" });
  const { access_token } = (await (await exchange(hubspot.address, refreshWith())).json()) as { access_token: string };
  const introspect = async (fields: Record<string, string>) => {
    const body = new URLSearchParams({
      client_id: app.clientId,
      client_secret: app.clientSecret,
      token: access_token,
      ...fields,
    });
    return (await fetch(`${hubspot.address}/oauth/2026-09/token/introspect`, { method: "POST", body })).json();
  };
  expect(await introspect({})).toMatchObject({
    active: true,
    hub_id: 7001,
    scopes: ["oauth", "forms"],
    expires_in: 1800,
  });
  expect(await introspect({ client_id: "client-2" })).toEqual({ active: false });
  expect(await introspect({ token: "unknown" })).toEqual({ active: false });
  expect(await introspect({ client_secret: "guessed-secret" })).toMatchObject({ status: "BAD_CLIENT_SECRET" });
  await portal.freezeAt(new Date("2026-06-01T09:30:00Z"));
  expect(await introspect({})).toEqual({ active: false });
});

test("a code is exchanged once", async () => {
  const { hubspot, portal } = await openPortal();
  await portal.installApp({ ...app, code: "code-of-consent" });
  const fields = {
    ...refreshWith(),
    grant_type: "authorization_code",
    code: "code-of-consent",
    redirect_uri: "https://revwatch.example",
  };

  const { refresh_token } = (await (await exchange(hubspot.address, fields)).json()) as { refresh_token: string };
  expect((await exchange(hubspot.address, fields)).status).toBe(400);
  expect((await exchange(hubspot.address, refreshWith({ refresh_token }))).status).toBe(200);
});

test("an unknown refresh token, a consent taken back and a closed portal are terminal", async () => {
  const { hubspot, portal, raw } = await openPortal();
  await portal.installApp(app);
  const { access_token } = (await (await exchange(hubspot.address, refreshWith())).json()) as { access_token: string };
  const refusal = async (fields: Record<string, string>) => {
    const answer = await exchange(hubspot.address, fields);
    return [answer.status, ((await answer.json()) as { status: string }).status];
  };

  expect(await refusal(refreshWith({ refresh_token: "another-one" }))).toEqual([400, "BAD_REFRESH_TOKEN"]);
  expect(await refusal(refreshWith({ client_secret: "guessed-secret" }))).toEqual([400, "BAD_CLIENT_SECRET"]);
  await portal.closePortal();
  expect(await refusal(refreshWith())).toEqual([400, "BAD_HUB"]);
  await portal.uninstallApp(app.clientId);
  expect(await refusal(refreshWith())).toEqual([400, "BAD_REFRESH_TOKEN"]);
  expect((await raw("GET", contacts, undefined, access_token)).status).toBe(401);
});

test("a URL beyond 16,000 characters is a 414, up to it a 200", async () => {
  const { raw } = await openPortal();
  const path = `${contacts}?properties=`;

  expect((await raw("GET", path + "a".repeat(16_000 - path.length))).status).toBe(200);
  expect((await raw("GET", path + "a".repeat(16_001 - path.length))).status).toBe(414);
});

test("the day's calls end at midnight in the portal's zone", async () => {
  let now = Date.parse("2026-06-01T21:59:50Z");
  const { raw, portal } = await openPortal({ now: () => now });
  await portal.setLimits({ daily: 2 });
  const statuses = async (count: number) => {
    const answers: number[] = [];
    for (let call = 0; call < count; call++) answers.push((await raw("GET", contacts)).status);
    return answers;
  };

  expect(await statuses(3)).toEqual([200, 200, 429]);
  now = Date.parse("2026-06-01T22:00:00Z"); // midnight in Berlin
  expect(await statuses(1)).toEqual([200]);
  const usage = (await raw("GET", "/account-info/2026-09/api-usage/daily/private-apps")).json<{
    results: Record<string, unknown>[];
  }>();
  expect(usage.results[0]).toMatchObject({ currentUsage: 2, resetsAt: "2026-06-02T22:00:00.000Z" });
});

test("the log tells the most calls within any ten seconds, whoever made them", async () => {
  let now = Date.parse("2026-06-01T09:00:00Z");
  const { raw, portal } = await openPortal({ now: () => now });
  await portal.setLimits({ generalPer10s: 4 });
  for (const second of [0, 4, 8, 9, 9, 12]) {
    now = Date.parse("2026-06-01T09:00:00Z") + second * 1000;
    await raw("GET", contacts);
  }
  await raw("POST", `${contacts}/search`, {});

  expect(await portal.requestPeaks()).toEqual([
    { portalId: 7001, bucket: "general", windowMs: 10_000, max: 4, maxWithRefused: 5, refused: 1 },
    { portalId: 7001, bucket: "search", windowMs: 1000, max: 1, maxWithRefused: 1, refused: 0 },
  ]);
  expect((await portal.requests())[0]).toMatchObject({ tokenName: "audit" });
});
