import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  HubSpotBadAnswer,
  HubSpotBadRequest,
  HubSpotError,
  HubSpotForbidden,
  HubSpotMigrating,
  HubSpotOutage,
  HubSpotRateLimited,
  HubSpotUnauthorized,
} from "../../../connectors/hubspot/errors.ts";
import { createGateway } from "../../../connectors/hubspot/gateway.ts";
import { openPortal, type HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import { HubSpotAdmin, HubSpotApi, type PortalAdmin } from "../../../simulators/client.ts";
import { startHubSpot, type HubSpotSimulator } from "../../../simulators/hubspot/start.ts";

const token = "pat-eu1-s3cret-token";
const free = { take: () => Promise.resolve(), learn: () => undefined, pause: () => undefined };
const open = (address: string, timeoutMs = 20_000, bearer = token) =>
  openPortal(createGateway({ address, token: () => bearer, governor: free, timeoutMs, maxWaitMs: 0 }));

let hubspot: HubSpotSimulator;
let admin: PortalAdmin;
let api: HubSpotApi;
let portal: HubSpotPortal;
beforeAll(async () => {
  hubspot = await startHubSpot();
  admin = await new HubSpotAdmin(hubspot.address).openPortal({
    portalId: 42,
    name: "N",
    timeZone: "UTC",
    currency: "EUR",
    uiDomain: "app-eu1.hubspot.com",
  });
  await admin.grantToken({ token });
  api = new HubSpotApi(hubspot.address, token);
  portal = open(hubspot.address);
});
afterAll(() => hubspot.close());
beforeEach(async () => {
  await admin.clearFaults();
  await admin.clearRequests();
});

const failure = async (call: Promise<unknown>): Promise<HubSpotError> => {
  const error = await call.then(
    () => new Error("It was no failure."),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(HubSpotError);
  return error as HubSpotError;
};
/** Everything that a log or a history could print of an error. */
const printed = (error: Error): string => `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`;

describe("every fault is the error that says what has to happen next", () => {
  test.each([
    ["html-200", HubSpotBadAnswer, /the body is not JSON, although the status is 200/],
    ["empty-object", HubSpotBadAnswer, /results is missing or of the wrong kind/],
    ["truncated", HubSpotBadAnswer, /its JSON is cut off or broken/],
    ["empty-page", HubSpotBadAnswer, /it is empty and points to a next page/],
    ["reset", HubSpotOutage, /the connection failed \(ECONNRESET\)/],
    ["500", HubSpotOutage, /status 500/],
    ["502", HubSpotOutage, /status 502/],
    ["401", HubSpotUnauthorized, /Create a new token in HubSpot/],
    ["530", HubSpotUnauthorized, /HubSpot refuses the token/],
    ["403", HubSpotForbidden, /lacks the scope crm\.objects\.contacts\.read/],
    ["429-burst", HubSpotRateLimited, /ten_secondly_rolling limit/],
    ["429-search", HubSpotRateLimited, /secondly limit/],
    ["429-daily", HubSpotRateLimited, /daily limit/],
    ["423", HubSpotRateLimited, /wait 2 s \(locked limit\)/],
    ["477", HubSpotMigrating, /another data centre and asks to come back in 60 min/],
  ] as const)("%s", async (kind, kindOfError, message) => {
    await api.create("contacts", { email: "secret.person@lead.example" }).catch(() => undefined);
    await admin.setFault({ kind });
    await admin.clearRequests();
    const error = await failure(portal.recordPage("contacts", ["email"], null));
    expect(error).toBeInstanceOf(kindOfError);
    expect(error.message).toMatch(message);
    expect(printed(error)).not.toMatch(/s3cret|secret\.person|Bearer|correlationId|<html|<!DOCTYPE/i);
    expect((await admin.requests()).length).toBe(1);
  });

  test("an answer that never comes ends after the timeout", async () => {
    await admin.setFault({ kind: "hang" });
    const error = await failure(open(hubspot.address, 200).recordPage("contacts", ["email"], null));
    expect(error).toBeInstanceOf(HubSpotOutage);
    expect(error.message).toMatch(/it took too long/);
  });

  test("nobody listens", async () => {
    const closed = await startHubSpot();
    await closed.close();
    expect((await failure(open(closed.address).accountDetails())).message).toMatch(
      /the connection failed \(ECONNREFUSED\)/,
    );
  });

  test.each(["pat\nInjected: 1", "pät", "pat with blanks", ""])(
    "a token that no header can carry was mistyped: %j",
    async (bearer) => {
      const error = await failure(open(hubspot.address, 500, bearer).accountDetails());
      expect(error).toBeInstanceOf(HubSpotUnauthorized);
      expect(printed(error)).not.toContain("Injected");
    },
  );

  test("a wait that HubSpot names is kept", async () => {
    await admin.setFault({ kind: "429-burst", retryAfter: 7 });
    expect(await failure(portal.accountDetails())).toMatchObject({
      policy: "TEN_SECONDLY_ROLLING",
      retryAfterMs: 7_000,
    });
  });

  test("what does not exist is a fault of ours", async () => {
    expect(await failure(portal.recordPage("unheard-of", [], null))).toBeInstanceOf(HubSpotBadRequest);
  });

  test("a cursor that comes twice is no end", async () => {
    for (let index = 0; index < 3; index += 1)
      await admin.createOwner({ email: `o${index}@n.example`, firstName: "O", lastName: String(index) });
    await admin.setFault({ kind: "repeated-cursor", path: "/crm/owners" });
    expect((await failure(portal.inventory("owner"))).message).toMatch(/a cursor came twice/);
  });
});

describe("what is read", () => {
  test("the account, with the host of its screens", async () => {
    expect(await portal.accountDetails()).toMatchObject({ portalId: "42", uiDomain: "app-eu1.hubspot.com" });
  });

  test("records, page by page, with the properties asked for and no other", async () => {
    for (let index = 0; index < 3; index += 1)
      await api.create("deals", {
        dealname: `Deal ${index}`,
        amount: "5",
        pipeline: "default",
        dealstage: "qualifiedtobuy",
      });
    const { records, next } = await portal.recordPage("deals", ["dealname", "unheard_of"], null);
    expect(next).toBeNull();
    expect(records.map(({ properties }) => properties["dealname"])).toEqual(["Deal 0", "Deal 1", "Deal 2"]);
    expect(records[0]!.properties).not.toHaveProperty("amount");
    expect(records[0]!.properties).not.toHaveProperty("unheard_of");
    expect(records[0]!.updatedAt).toBeInstanceOf(Date);
  });

  test("the names of properties", async () => {
    const names = await portal.propertyNames("contacts");
    expect([names.has("email"), names.has("unheard_of")]).toEqual([true, false]);
  });

  test("owners, the deactivated ones too, with the day that they left", async () => {
    const { id } = await admin.createOwner({ email: "gone@n.example", firstName: "Gone", lastName: "Away" });
    await admin.deactivateOwner(id);
    const owner = (await portal.inventory("owner")).find((one) => one.id === id);
    expect(owner).toMatchObject({ name: "Gone Away", isActive: false });
    expect(owner!.deactivatedAt).toBeInstanceOf(Date);
  });

  test("pipelines, with what is closed", async () => {
    const [pipeline] = await portal.inventory("pipeline");
    expect(pipeline!.stages.filter(({ isClosed }) => isClosed).map(({ id }) => id)).toEqual([
      "closedwon",
      "closedlost",
    ]);
  });

  test("campaigns, with what is not set", async () => {
    await api.createCampaign({ hs_name: "Autumn", hs_start_date: "2026-11-01" });
    const campaign = (await portal.inventory("campaign")).find(({ name }) => name === "Autumn");
    expect(campaign).toMatchObject({ startAt: new Date("2026-11-01"), endAt: null, utm: null, ownerId: null });
  });

  test("engagements of contacts; one without any is simply not there, and a deleted one is left out", async () => {
    const [busy, idle] = [
      await api.create("contacts", { email: "b@n.example" }),
      await api.create("contacts", { email: "i@n.example" }),
    ];
    const { id } = await admin.logEngagement({ type: "calls", contactIds: [busy.id] });
    const found = await portal.associations("contacts", "calls", [busy.id, idle.id]);
    expect([...found].map(([contactId, calls]) => [contactId, calls.map((call) => call.id)])).toEqual([
      [busy.id, [id]],
    ]);
    const { records, gone } = await portal.recordsById("calls", ["hs_timestamp"], [id, "999999999"]);
    expect([records.map((one) => one.id), gone]).toEqual([[id], ["999999999"]]);
  });
});

describe("a HubSpot that is not what it was", () => {
  let server: Server;
  let address: string;
  let answer: { status?: number; headers?: Record<string, string>; body: string };
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.headers.host} ${request.url}`);
      response
        .writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers })
        .end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test.each([301, 302, 307, 308])("a redirect (%s) to another origin is never followed", async (status) => {
    asked.length = 0;
    answer = { status, headers: { location: `${hubspot.address}/account-info/2026-09/details` }, body: "" };
    expect(await failure(open(address).accountDetails())).toBeInstanceOf(HubSpotOutage);
    expect(asked).toHaveLength(1);
    expect(await admin.requests()).toEqual([]);
  });

  test.each([
    ["results is no list", '{"results": {}}'],
    ["results is a number", '{"results": 5}'],
    ["results is null", '{"results": null}'],
    ["a list at the top", "[]"],
    ["null in the list", '{"results": [null]}'],
    ["no date", '{"results": [{"id": "1", "properties": {}, "updatedAt": "soon"}]}'],
    ["nothing", ""],
    ["text", '"hello"'],
  ])("JSON of the wrong shape is no answer: %s", async (_, body) => {
    answer = { body };
    const reads = [
      portalOf().recordPage("contacts", ["email"], null),
      portalOf().inventory("owner"),
      portalOf().inventory("pipeline"),
      portalOf().propertyNames("deals"),
      portalOf().inventory("campaign"),
      portalOf().accountDetails(),
      portalOf().recordsById("calls", [], ["1"]),
      portalOf().associations("contacts", "calls", ["1"]),
    ];
    const outcomes = await Promise.allSettled(reads);
    const [records, ...others] = outcomes;
    expect(records).toMatchObject({ status: "rejected", reason: { name: "HubSpotBadAnswer" } });
    const escaped = others.filter((one) => one.status === "rejected" && !(one.reason instanceof HubSpotError));
    expect(escaped).toEqual([]);
  });
  const portalOf = () => open(address);

  test("one odd value spoils no page", async () => {
    const odd = {
      id: 1,
      properties: { a: 5, b: true, c: { d: 1 }, e: null, f: "text" },
      updatedAt: "2026-11-25T00:00:00Z",
    };
    answer = { body: JSON.stringify({ results: [odd] }) };
    const { records } = await portalOf().recordPage("contacts", [], null);
    expect(records).toMatchObject([{ id: "1", properties: { a: "5", b: "true", c: '{"d":1}', e: null, f: "text" } }]);
  });

  test.each([
    [429, '{"policyName": "SECONDLY"}', { policy: "SECONDLY", retryAfterMs: 1000 }],
    [429, '{"message": "You have reached your secondly limit."}', { policy: "SECONDLY" }],
    [429, '{"message": "You have reached your daily limit."}', { policy: "DAILY", retryAfterMs: 3_600_000 }],
    [429, "<html>", { policy: "TEN_SECONDLY_ROLLING", retryAfterMs: 10_000 }],
    [403, '{"message": "requires one of [leads-read, leads-write]"}', { scopes: ["leads-read", "leads-write"] }],
    [403, '{"message": "It requires one of [Sales Hub professional]."}', { scopes: [] }],
    [
      403,
      '{"errors": [{"context": {"requiredGranularScopes": ["forms", "forms", "content"]}}]}',
      { scopes: ["forms", "content"] },
    ],
    [403, '{"errors": "none", "category": 5}', { scopes: [] }],
    [400, '{"category": "VALIDATION_ERROR", "message": "secret.person@lead.example"}', { status: 400 }],
    [404, "", { status: 404 }],
  ])("status %s with %s", async (status, body, expected) => {
    answer = { status, body };
    const error = await failure(portalOf().accountDetails());
    expect(error).toMatchObject(expected);
    expect(printed(error)).not.toContain("secret.person");
  });
});
