import { expect, test } from "vitest";
import { HubSpotOutage } from "../../connectors/hubspot/errors.ts";
import type { Capability } from "../../connectors/hubspot/probe-capabilities.ts";
import type { SlackTargetState } from "../../connectors/slack/examine-targets.ts";
import { SecretMissing } from "../../config/read-secret.ts";
import { sayDoctor } from "../../cli/print/doctor.ts";
import { doctor, examineNode, reportOf } from "../../operations/doctor.ts";
import { fail, unknown, warn } from "../../operations/doctor/doctor-line.ts";
import { examinePortal, neededScopes } from "../../operations/doctor/examine-portal.ts";
import type { Probes } from "../../operations/doctor/probes.ts";
import { sampleConfig, withClient } from "./sample-config.ts";

const now = new Date("2026-11-23T10:00:00Z");
const env = { SLACK_SECRET: "signing" };
const slackScopes = [
  "chat:write",
  "im:write",
  "channels:history",
  "groups:history",
  "im:history",
  "channels:read",
  "groups:read",
];
const database = { version: "PostgreSQL 17.2", sizeBytes: 512_000_000, schema: "0009-list-proof", now };
const disk = { directory: "/state", freeBytes: 40e9, logLinesDropped: 0, state: "ok", sentence: null } as const;

const healthy: Probes = {
  asker: "a test",
  stateDirectory: () => Promise.resolve({ path: "/state", owner: null }),
  disk: () => Promise.resolve(disk),
  database: () => Promise.resolve(database),
  readiness: () => Promise.resolve({ isReady: true, at: now.toISOString(), reasons: [] }),
  searchLags: () => Promise.resolve([]),
  temporal: () => Promise.resolve({ willStart: "`revwatch up` starts one." }),
  hubspot: () => Promise.resolve({ portalId: "4711", scopes: [...needed, "forms"], capabilities: [], answeredAt: now }),
  slack: () => Promise.resolve({ team: "Partner", user: "revwatch", scopes: slackScopes, targets: [] }),
  smtp: () => Promise.resolve(),
  target: () => Promise.resolve(),
};

const needed = [
  "crm.objects.contacts.read",
  "crm.objects.deals.read",
  "crm.objects.owners.read",
  "marketing.campaigns.read",
  "sales-email-read",
];

async function examine(probes: Partial<Probes>, secrets: NodeJS.ProcessEnv = env) {
  const config = await sampleConfig();
  const examiner = { env: secrets, probes: () => ({ ...healthy, ...probes }) };
  return doctor.run({ config: () => config, configTrouble: () => null, examiner, now: () => now }, {});
}

test("a healthy installation has no problem, and its lines say what was found", async () => {
  const report = await examine({});
  expect(report.lines.filter(({ state }) => state !== "ok").map(({ what }) => what)).toEqual(["Addresses"]);
  expect(report).toMatchObject({ isHealthy: true, askedBy: "a test" });
  const said = sayDoctor(report)
    .replace(process.version, "v24")
    .replaceAll(/\S*revwatch-test-\S+/g, "<directory>");
  await expect(said).toMatchFileSnapshot("../golden/doctor-healthy.txt");
});

test("each fault is a line with its way out, and none hides another", async () => {
  const report = await examine(
    {
      disk: () => Promise.resolve({ ...disk, state: "full", sentence: "The disk of /state is full." }),
      database: () => Promise.reject(new Error("PostgreSQL at db:5432 cannot be used: no one listens there.")),
      temporal: () => Promise.reject(new Error("Temporal does not answer.")),
      hubspot: () => Promise.reject(new HubSpotOutage("GET /account-info", "nobody answers")),
      slack: () => Promise.reject(new SecretMissing("The environment variable SLACK_TOKEN is not set.", "SLACK_TOKEN")),
      smtp: () => Promise.reject(new Error("Invalid login: 535 Authentication failed")),
    },
    {},
  );
  expect(report.isHealthy).toBe(false);
  const failed = report.lines.filter(({ state }) => state === "fail");
  expect(failed.every(({ fix }) => fix !== null)).toBe(true);
  const said = sayDoctor(report)
    .replace(process.version, "v24")
    .replaceAll(/\S*revwatch-test-\S+/g, "<directory>");
  await expect(said).toMatchFileSnapshot("../golden/doctor-faults.txt");
});

test("the state directory is taken once, and its disk is read when it is there", async () => {
  const asked: string[] = [];
  const directory = async () => {
    asked.push("directory");
    await new Promise((resolve) => setTimeout(resolve, 20));
    asked.push("directory is there");
    return { path: "/state", owner: null };
  };
  await examine({
    stateDirectory: directory,
    disk: () => {
      asked.push("disk");
      return Promise.resolve(disk);
    },
  });
  expect(asked).toEqual(["directory", "directory is there", "disk"]);
});

test.each([
  [15, /15 min late or more/, /Nothing to do: audits ask again/],
  [95, /1 h 35 min late or more/, /Nothing of it is called healthy until/],
])("a search that lags by %i min is said, with what follows from it", async (minutes, why, fix) => {
  const lag = { recordType: "contact", ms: minutes * 60_000, at: now.toISOString() };
  const report = await examine({ searchLags: () => Promise.resolve([lag]) });
  expect(report.isHealthy).toBe(true);
  expect(report.lines.find(({ what }) => what === "HubSpot's search northwind")).toMatchObject({
    state: "warn",
    why: expect.stringMatching(why) as string,
    fix: expect.stringMatching(fix) as string,
  });
});

test("what could not be asked is no health", () => {
  const unasked = reportOf([unknown("Slack's scopes", "Slack does not tell.", "Look.")], "a test");
  expect(unasked.isHealthy).toBe(false);
  expect(sayDoctor(unasked)).toContain("1 question without an answer.");
});

test.each([
  [[fail("a", "b", "c")], "1 problem."],
  [[fail("a", "b", "c"), fail("a", "b", "c"), unknown("a", "b", "c")], "2 problems. 1 question without an answer."],
  [[warn("a", "b", "c")], "Everything that is needed is there. 1 warning."],
])("the end counts what is amiss", (lines, end) => {
  expect(sayDoctor(reportOf(lines, "a test"))).toContain(end);
});

test("while the files have faults, the last good config is examined and the faults are told", async () => {
  const config = await sampleConfig();
  const trouble = { since: now, message: "The configuration has 1 fault: clients/new.yaml …" };
  const examiner = { env, probes: () => healthy };
  const { lines } = await doctor.run(
    { config: () => config, configTrouble: () => trouble, examiner, now: () => now },
    {},
  );
  expect(lines.find(({ what }) => what === "Config")).toMatchObject({
    state: "fail",
    why: expect.stringContaining("clients/new.yaml") as string,
  });
  expect(lines.find(({ what }) => what === "HubSpot northwind")).toMatchObject({ state: "ok" });
});

test("no clients are a problem", async () => {
  const config = { ...(await sampleConfig()), clients: [] };
  const examiner = { env, probes: () => healthy };
  const { lines } = await doctor.run({ config: () => config, configTrouble: () => null, examiner, now: () => now }, {});
  expect(lines.find(({ what }) => what === "Clients")).toMatchObject({
    state: "fail",
    fix: "Add one: revwatch client add <id>",
  });
});

test.each([
  ["v24.0.0", "ok"],
  ["v23.11.0", "fail"],
])("Node %s is %s", (version, state) => {
  expect(examineNode(version)).toMatchObject({ what: "Node", state });
});

const answers: Capability = { endpoint: "contacts", state: "ok", detail: null };
const lacking: Capability = { endpoint: "emails", state: "missing-scope", detail: "sales-email-read" };
const away: Capability = { endpoint: "emails", state: "unreachable", detail: "HubSpot answers with 502." };

test.each([
  [
    "all that is needed",
    { scopes: [...needed, "forms"] },
    ["ok", "ok", "ok", "ok"],
    /All 5 that its checks need are granted: crm/,
  ],
  [
    "one too few",
    { scopes: [...needed.slice(1), "forms"] },
    ["ok", "fail", "ok", "ok"],
    /Missing: crm.objects.contacts.read. Not assessed without them: .*lead-unanswered/,
  ],
  [
    "one too many",
    { scopes: [...needed, "forms", "oauth", "crm.objects.deals.write"] },
    ["ok", "ok", "warn", "ok", "ok"],
    /not needed: crm.objects.deals.write\./,
  ],
  [
    "one too few to tell forms apart",
    { scopes: needed },
    ["ok", "ok", "warn", "ok", "ok"],
    /Better with: forms\. Without it requests are not proven against form submissions: a form is known by its name alone/,
  ],
  [
    "scopes that HubSpot does not tell, and every endpoint answers",
    { scopes: null, capabilities: [answers] },
    ["ok", "ok", "ok", "ok"],
    /Each endpoint behind them answers/,
  ],
  [
    "scopes that HubSpot does not tell, and one endpoint is refused",
    { scopes: null, capabilities: [answers, lacking] },
    ["ok", "warn", "fail", "ok"],
    /emails.*needs sales-email-read/s,
  ],
  [
    "an endpoint that could not be asked",
    { scopes: [...needed, "forms"], capabilities: [away] },
    ["ok", "ok", "unknown", "ok"],
    /could not be asked: HubSpot answers with 502/,
  ],
  ["another portal's key", { portalId: "4712" }, ["fail"], /opens portal 4712, and this client's portal is 4711/],
  ["a clock half a minute off", { answeredAt: new Date(now.getTime() - 30_000) }, ["ok", "ok", "ok", "ok"], /agrees/],
  [
    "a clock more than that off",
    { answeredAt: new Date(now.getTime() - 31_000) },
    ["ok", "ok", "ok", "warn"],
    /differ by 31 s/,
  ],
])("a token with %s", async (_, answer, states, said) => {
  const client = (await sampleConfig()).clients[0]!;
  const lines = examinePortal(
    client,
    { portalId: "4711", scopes: [...needed, "forms"], capabilities: [], answeredAt: now, ...answer },
    now,
  );
  expect(lines.map(({ state }) => state)).toEqual(states);
  expect(lines.map(({ what, why }) => `${what} ${why}`).join("\n")).toMatch(said);
});

test("the way to one more scope is that of what opens the portal", async () => {
  const config = await sampleConfig();
  const secret = { env: "X" };
  const app = withClient(config, { auth: { oauth: { clientId: "a", clientSecret: secret, refreshToken: secret } } })
    .clients[0]!;
  const probe = { portalId: "4711", scopes: [], capabilities: [lacking], answeredAt: now };
  const fixes = examinePortal(app, probe, now).flatMap(({ fix }) => fix ?? []);
  expect(fixes).toHaveLength(3);
  for (const fix of fixes) expect(fix).toMatch(/OAuth app .* install it in this portal once more/);
  expect(examinePortal(config.clients[0]!, probe, now)[1]!.fix).toMatch(/private app or service key/);
});

test.each<[state: SlackTargetState["state"], scopes: readonly string[], expected: string]>([
  ["ok", slackScopes, "ok"],
  ["joinable", [...slackScopes, "chat:write.public"], "ok"],
  ["joinable", slackScopes, "fail"],
  ["not-member", slackScopes, "fail"],
  ["archived", slackScopes, "fail"],
  ["absent", slackScopes, "fail"],
  ["unasked", slackScopes, "unknown"],
])("a Slack channel that is %s with %j: %s", async (state, scopes, expected) => {
  const targets = [{ target: "#sales", state, word: state === "unasked" ? "missing_scope" : null }];
  const { lines } = await examine({
    slack: () => Promise.resolve({ team: "Partner", user: "revwatch", scopes, targets }),
  });
  expect(lines.find(({ what }) => what === "Slack #sales")).toMatchObject({ state: expected });
});

test("each channel and person that a receiver names is asked about, once", async () => {
  const asked: (readonly string[])[] = [];
  await examine({
    slack: (targets) => {
      asked.push(targets);
      return Promise.resolve({ team: "Partner", user: "revwatch", scopes: null, targets: [] });
    },
  });
  expect(asked).toEqual([["#revwatch", "#sales"]]);
});

test("the scopes that are needed are those of the checks that are switched on", async () => {
  const client = (await sampleConfig()).clients[0]!;
  expect(neededScopes(client)).toEqual({ needed, better: ["forms"] });
  expect(
    neededScopes({ ...client, monitors: client.monitors.filter(({ checkId }) => checkId === "campaign-untracked") }),
  ).toEqual({ needed: ["marketing.campaigns.read"], better: [] });
});

test("a client that is not checked, and whatever keeps audits from happening, is a line of its own", async () => {
  const reasons = [
    { kind: "no-workers" as const, clientId: null, what: "No worker polls.", wayOut: "Start `revwatch worker`." },
    {
      kind: "not-checked" as const,
      clientId: "northwind",
      what: "Not checked since Friday.",
      wayOut: "`revwatch doctor` says why.",
    },
    { kind: "not-checked" as const, clientId: "another", what: "Not checked.", wayOut: null },
  ];
  const report = await examine({
    readiness: () => Promise.resolve({ isReady: false, at: now.toISOString(), reasons }),
  });
  expect(report.isHealthy).toBe(false);
  expect(report.lines.filter(({ state }) => state === "fail")).toEqual([
    fail("Audits", "No worker polls.", "Start `revwatch worker`."),
    fail(
      "Audits northwind",
      "Not checked since Friday.",
      "Solve what the other lines say. If all are well, `revwatch audit --client northwind` runs one and says how it ends.",
    ),
  ]);
});
