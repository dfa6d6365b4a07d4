import { expect, test } from "vitest";
import { examinePortal, neededScopes } from "../../operations/doctor/examine-portal.ts";
import type { Probes } from "../../operations/doctor/probes.ts";
import { makeDoctor } from "../../operations/doctor.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";
import { sampleConfig } from "./sample-config.ts";

const now = new Date("2026-11-23T10:00:00Z");
const world = { env: {}, nodeVersion: "v24.21.0", now: () => now };

const healthy: Probes = {
  stateDirectory: () => Promise.resolve({ path: "/state", owner: null }),
  database: () => Promise.resolve("PostgreSQL answers."),
  temporal: () => Promise.resolve({ willStart: "`revwatch up` starts one." }),
  hubspot: () => Promise.resolve({ portalId: "4711", scopes: null, answeredAt: now }),
  slack: () => Promise.resolve({ team: "Partner", user: "revwatch" }),
  smtp: () => Promise.resolve(),
};

const examine = (
  probes: Partial<Probes>,
  files: Readonly<Record<string, string>> = { "revwatch.yaml": fleetYaml, "clients/northwind.yaml": clientYaml },
) => makeDoctor(() => ({ ...healthy, ...probes })).run(world, { directory: writeConfig(files) });

test("a healthy installation has nothing to mend", async () => {
  const { isHealthy, lines } = await examine({});
  expect(lines.filter(({ state }) => state !== "ok")).toEqual([]);
  expect(isHealthy).toBe(true);
});

test("each fault is a line with its way out, and none hides another", async () => {
  const { isHealthy, lines } = await examine({
    database: () => Promise.reject(new Error("connect ECONNREFUSED 127.0.0.1:5432")),
    hubspot: () => Promise.reject(new Error("HubSpot refuses the token.")),
    slack: () => Promise.reject(new Error("invalid_auth")),
  });
  expect(isHealthy).toBe(false);
  const failed = lines.filter(({ state }) => state === "fail");
  expect(failed.map(({ what, why }) => [what, why])).toEqual([
    ["Database", "connect ECONNREFUSED 127.0.0.1:5432"],
    ["HubSpot northwind", "HubSpot refuses the token."],
    ["Slack", "invalid_auth"],
  ]);
  expect(failed.every(({ fix }) => fix !== null)).toBe(true);
});

test("a faulty config is told whole, and nothing else is asked", async () => {
  const { lines } = await examine({ database: () => expect.unreachable() }, { "revwatch.yaml": "slak: {}\n" });
  expect(lines.map(({ what, state }) => [what, state])).toEqual([
    ["Node", "ok"],
    ["Config", "fail"],
  ]);
  expect(lines[1]!.why).toContain('Did you mean "slack"?');
});

test("no clients are something to mend", async () => {
  const { lines } = await examine({}, { "revwatch.yaml": fleetYaml });
  expect(lines.find(({ what }) => what === "Clients")).toMatchObject({
    state: "fail",
    fix: expect.stringContaining("revwatch client add") as string,
  });
});

test.each([
  ["v24.0.0", "ok"],
  ["v23.11.0", "fail"],
])("Node %s is %s", async (nodeVersion, state) => {
  const { lines } = await makeDoctor(() => healthy).run({ ...world, nodeVersion }, { directory: "/nowhere" });
  expect(lines[0]).toMatchObject({ what: "Node", state });
});

const needed = [
  "crm.objects.contacts.read",
  "crm.objects.deals.read",
  "crm.objects.owners.read",
  "marketing.campaigns.read",
  "sales-email-read",
];

test.each([
  ["all that is needed", { scopes: needed }, ["ok", "ok"], /All 5/],
  [
    "one too few",
    { scopes: needed.slice(1) },
    ["ok", "fail"],
    /Missing: crm.objects.contacts.read. Not assessed without them: .*lead-unanswered/,
  ],
  [
    "one too many",
    { scopes: [...needed, "oauth", "crm.objects.deals.write"] },
    ["ok", "ok", "warn"],
    /not needed: crm.objects.deals.write\./,
  ],
  ["scopes that HubSpot does not tell", { scopes: null }, ["ok", "ok"], /Needed: crm.objects.contacts.read/],
  [
    "another portal's token",
    { portalId: "4712", scopes: needed },
    ["fail"],
    /opens portal 4712, and this client's portal is 4711/,
  ],
  ["a clock a minute off", { scopes: needed, answeredAt: new Date(now.getTime() - 60_000) }, ["ok", "ok"], /All 5/],
  [
    "a clock more than that off",
    { scopes: needed, answeredAt: new Date(now.getTime() - 61_000) },
    ["ok", "ok", "warn"],
    /differ by 61 s/,
  ],
])("a token with %s", async (_, answer, states, said) => {
  const client = (await sampleConfig()).clients[0]!;
  const lines = examinePortal(client, { portalId: "4711", answeredAt: now, ...answer }, now);
  expect(lines.map(({ state }) => state)).toEqual(states);
  expect(lines.at(-1)!.why).toMatch(said);
});

test("the scopes that are needed are those of the checks that are switched on", async () => {
  const client = (await sampleConfig()).clients[0]!;
  expect(neededScopes(client)).toEqual(needed);
  expect(
    neededScopes({ ...client, monitors: client.monitors.filter(({ checkId }) => checkId === "campaign-untracked") }),
  ).toEqual(["marketing.campaigns.read"]);
});
