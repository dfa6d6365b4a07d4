import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkById } from "../../checks/index.ts";
import { sayStatus } from "../../cli/print/status.ts";
import { businessTimeOf } from "../../config/calendar.ts";
import type { RevwatchConfig } from "../../config/config.ts";
import { createDashboard } from "../../dashboards/app.ts";
import { readReadiness } from "../../operations/health/readiness.ts";
import { status } from "../../operations/status.ts";
import type { FaultInput } from "../../simulators/hubspot/faults/fault.ts";
import {
  audit,
  runName,
  startOfTest,
  startTestWorld,
  type TestPortal,
  type TestWorld,
} from "../activities/test-world.ts";
import { fixtureConfig } from "../dashboards/fixture-config.ts";
import { onlyAcknowledges } from "../dashboards/fixture-dashboard.ts";

/**
 * What an operator sees when a portal closes, before a run or in the middle of its reading: each reason has a state of
 * its own on the dashboard and in `revwatch status`, and the client next door notices nothing.
 */
const records = "/crm/objects/2026-09/contacts";
let world: TestWorld;
let broken: TestPortal;
let sound: TestPortal;
let now = startOfTest;
let number = 0;
let brokenId = "";
let soundId = "";

beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  number += 1;
  brokenId = `broken-${number}`;
  soundId = `sound-${number}`;
  broken = await world.addClient(brokenId);
  sound = await world.addClient(soundId);
  for (const { api, ownerId } of [broken, sound])
    for (const half of [0, 65])
      await api.createMany(
        "contacts",
        Array.from({ length: 65 }, (_, index) => ({
          email: `c${half + index}@lead.example`,
          lifecyclestage: "lead",
          hubspot_owner_id: ownerId,
        })),
      );
  await auditBoth(10);
});

/** Minutes later both clients are audited; what became of the broken one. */
async function auditBoth(minutes: number) {
  now = new Date(now.getTime() + minutes * 60_000);
  await world.moveTo(now, broken, sound);
  const { result, receipts } = await audit(world, runName(brokenId, now));
  const other = await audit(world, runName(soundId, now));
  return { result, receipts, other: other.result };
}

/** The dashboard and the command line, as a person reads them. */
async function seen(clientId: string) {
  const clients = [world.world.client(brokenId), world.world.client(soundId)];
  const config: RevwatchConfig = { ...fixtureConfig, clients };
  const links = { dashboard: () => null, workflow: () => null };
  const fleet = await status.run(
    { config: () => config, configTrouble: () => null, db: world.world.db, now: () => now },
    { clientId },
  );
  const app = createDashboard({
    db: world.world.db as never,
    config: () => config,
    listAlerts: () => Promise.resolve({ schemaVersion: 1, asOf: "2026-11-23T10:40:00Z", alerts: [], held: [] }),
    operations: { acknowledgeAlert: () => Promise.resolve({ ok: true }), ...onlyAcknowledges },
    links,
    findWorkflow: () => Promise.resolve("unknown"),
    describeCheck: (checkId) => checkById(checkId) ?? null,
    businessTimeOf,
    measureLeads: () => Promise.resolve(null),
    readAcknowledgement: async () => ({ ok: false, because: "invalid" }),
    readUnsubscribe: async () => null,
    slackApp: () => null,
    health: {
      readiness: () => readReadiness({ db: world.world.db, config: () => config, now: () => now }),
      metrics: () => Promise.resolve(""),
      token: () => null,
    },
    extensions: [],
    onError: (error) => {
      throw error;
    },
    now: () => now,
  });
  const page = await (await app.request(`/clients/${clientId}`)).text();
  const text = page
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replace(/\s+/g, " ");
  return { text, said: sayStatus(fleet), client: fleet.clients[0]! };
}

const fault = (kind: FaultInput["kind"], own: Partial<FaultInput> = {}) => broken.admin.setFault({ kind, ...own });
/** The first page is read; the second one is refused. A list is due. */
const midScan = { path: records, skip: 1 };
const aDay = 24 * 60;

const closed: readonly (readonly [
  name: string,
  breakIt: () => Promise<unknown>,
  state: string,
  words: RegExp,
  remedy: RegExp,
])[] = [
  [
    "the token is revoked",
    () => broken.admin.revokeToken("revwatch"),
    "token-refused",
    /HubSpot refuses the token: it was revoked/,
    /Create a new token in HubSpot/,
  ],
  [
    "the token is revoked while a list is read",
    () => fault("401", midScan),
    "token-refused",
    /HubSpot refuses the token/,
    /Create a new token/,
  ],
  [
    "the token belongs to another portal",
    async () => {
      await sound.admin.grantToken({ token: `pat-of-another-${number}`, name: "stray" });
      world.setToken(brokenId, `pat-of-another-${number}`);
    },
    "wrong-portal",
    /opens portal \d+, but this client's portal is \d+. Nothing was read/,
    /Use a token of the client's own portal/,
  ],
  [
    "the portal moves",
    () => fault("477", { retryAfter: 7_200 }),
    "migrating",
    /moving this portal to another data centre/,
    /the runs go on \w{3} \d+ \w{3}, \d\d:\d\d UTC/,
  ],
  [
    "the portal begins to move while a list is read",
    () => fault("477", { ...midScan, retryAfter: 7_200 }),
    "migrating",
    /moving this portal/,
    /the runs go on \w{3} \d+ \w{3}, \d\d:\d\d UTC/,
  ],
  [
    "its day is used up",
    () => fault("429-daily"),
    "daily-limit-reached",
    /used up its daily allowance/,
    /renewed at midnight of the portal, \w{3} \d+ \w{3}, 00:00 UTC/,
  ],
  [
    "its day is used up while a list is read",
    () => fault("429-daily", midScan),
    "daily-limit-reached",
    /used up its daily allowance/,
    /renewed at midnight/,
  ],
];

describe.each(closed)("%s", (_, breakIt, state, words, remedy) => {
  test("the dashboard and status say so and what to do, nothing counts as mended, and the next client is whole", async () => {
    await breakIt();
    const { result, other } = await auditBoth(aDay);
    expect(result.status).not.toBe("complete");
    expect(result.counts.resolved).toBe(0);

    const { text, said, client } = await seen(brokenId);
    expect(client).toMatchObject({ access: { state }, score: null });
    expect(text).toMatch(words);
    expect(text).toMatch(remedy);
    expect(said).toContain("blind");
    expect(said).toMatch(words);
    expect(said).toMatch(remedy);

    expect(other.status).toBe("complete");
    expect((await seen(soundId)).client).toMatchObject({
      access: { state: "granted" },
      lastRun: { status: "complete" },
    });
  });
});

test("when it opens again the next run is whole", async () => {
  await fault("477", { retryAfter: 60 });
  await auditBoth(aDay);
  await broken.admin.clearFaults();
  expect((await auditBoth(5)).result.status).toBe("complete");
  expect((await seen(brokenId)).client).toMatchObject({
    access: { state: "granted" },
    lastRun: { status: "complete" },
  });
});

test("a scope that is taken away in the middle of a list: what was read is judged, the rest says which scope", async () => {
  await fault("403", midScan);
  const { result, receipts, other } = await auditBoth(aDay);
  expect(result).toMatchObject({ status: "partial", counts: { resolved: 0 } });
  const receipt = receipts.find(({ subject }) => subject === "contact");
  expect(receipt).toMatchObject({ status: "partial", records: 100, isForbidden: true });

  const { text, said, client } = await seen(brokenId);
  expect(client.access?.state).toBe("granted");
  expect(text).toContain("the token lacks the scope crm.objects.contacts.read");
  expect(said).toMatch(/partial \(.*the token lacks the scope crm\.objects\.contacts\.read/);
  expect(other.status).toBe("complete");
});

test("a scope that is not there at all leaves only what needs it unassessed", async () => {
  await broken.admin.changeToken("revwatch", { scopes: ["crm.objects.deals.read", "crm.objects.owners.read"] });
  const { result } = await auditBoth(aDay);
  expect(result.status).toBe("partial");
  const { client, text } = await seen(brokenId);
  expect(client.coverage.gaps.map(({ checkId }) => checkId)).toContain("lead-stale");
  expect(client.coverage.gaps.map(({ checkId }) => checkId)).not.toContain("deal-close-date-past");
  expect(text).toContain("crm.objects.contacts.read");
});
