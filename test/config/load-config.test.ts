import { expect, test } from "vitest";
import { ConfigFaults } from "../../config/config-faults.ts";
import { sayBusinessHours } from "../../config/calendar.ts";
import { loadConfig } from "../../config/load-config.ts";
import { requireClients } from "../../config/require-clients.ts";
import { faultyFiles } from "./faulty-files.ts";
import { clientYaml, fleetYaml, writeConfig } from "./write-config.ts";

const load = (files: Readonly<Record<string, string | Uint8Array>>, env = {}) => loadConfig(writeConfig(files), env);
const faultsOf = async (files: Readonly<Record<string, string | Uint8Array>>) => {
  const error: unknown = await load(files).catch((caught: unknown) => caught);
  return error instanceof ConfigFaults ? error.faults : expect.unreachable(`no ConfigFaults: ${String(error)}`);
};
const valid = { "revwatch.yaml": fleetYaml, "clients/northwind.yaml": clientYaml };

test("every fault of every file is told at once, with its place and the way out", async () => {
  const directory = writeConfig(faultyFiles);
  const error: unknown = await loadConfig(directory, {}).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConfigFaults);
  const { message } = error as ConfigFaults;
  expect(message).not.toMatch(/xoxb-1234-secret|pat-eu1-secret|hunter2/);
  await expect(message.replaceAll(directory, "<directory>")).toMatchFileSnapshot("../golden/config-faults.txt");
});

test("a client takes over what the fleet sets, and its own settings come first", async () => {
  const config = await load(valid);
  const client = config.clients[0]!;
  expect(client).toMatchObject({
    clientId: "northwind",
    portalId: "4711",
    auth: { token: { env: "NORTHWIND_TOKEN" } },
    businessHours: ["monday", "tuesday", "wednesday", "thursday", "friday"].map((day) => ({
      day,
      opens: "08:30",
      closes: "18:00",
    })),
    escalation: [{ afterSeconds: 1800, notify: ["operations"] }],
    report: { day: "monday", at: "07:30", recipients: ["founder"] },
    cadences: { fast: { everySeconds: 300 }, hourly: { everySeconds: 3600 }, daily: { dailyAt: "06:00" } },
  });
  expect(client.routes).toMatchObject({ access: "operations", "waiting-leads": "sales-lead" });
  expect(client.receivers.map(({ id }) => id)).toEqual(["operations", "sales-lead", "founder"]);
  expect(config.email).toMatchObject({ port: 587, security: "starttls", user: null, password: null });
});

test("a topic that came later is heard by whoever hears of the older one beside it, unless a line says otherwise", async () => {
  const oldTopics = ["waiting-leads", "stale-leads", "stale-deals", "routing", "campaign-tracking", "access"];
  const perTopic = (more = "") =>
    clientYaml.replace(
      "  default: sales-lead\n",
      `${oldTopics.map((topic) => `  ${topic}: sales-lead\n`).join("")}${more}`,
    );
  const routesWith = async (client: string) =>
    (await load({ ...valid, "clients/northwind.yaml": client })).clients[0]!.routes;
  expect(await routesWith(perTopic().replace("access: sales-lead", "access: operations"))).toMatchObject({
    handoff: "sales-lead",
    "data-quality": "sales-lead",
    automation: "sales-lead",
    permissions: "operations",
    monitoring: "operations",
  });
  expect(await routesWith(perTopic("  default: founder\n  handoff: operations\n"))).toMatchObject({
    handoff: "operations",
    automation: "founder",
  });
});

test("settings of checks resolve from the default over the fleet to the client, and remember where they come from", async () => {
  const { clients } = await load({
    "revwatch.yaml": `${fleetYaml}checks:\n  lead-unanswered: { params: { promiseMinutes: 45, lookBackDays: 7 } }\n  lead-stale: { enabled: false }\n  lead-unassigned: { enabled: false }\n`,
    "clients/northwind.yaml": `${clientYaml}checks:\n  lead-unanswered: { severity: critical, params: { promiseMinutes: 15 } }\n  lead-unassigned: { enabled: true }\n`,
  });
  const monitors = clients[0]!.monitors;
  expect(monitors.map(({ checkId }) => checkId)).not.toContain("lead-stale");
  expect(monitors.map(({ checkId }) => checkId)).toContain("lead-unassigned");
  expect(monitors.find(({ checkId }) => checkId === "lead-unanswered")).toMatchObject({
    cadence: "fast",
    severity: "critical",
    params: { promiseMinutes: 15, lookBackDays: 7, criticalAfterMinutes: 480 },
    origins: {
      cadence: "default",
      severity: "client",
      "params.promiseMinutes": "client",
      "params.lookBackDays": "fleet",
      "params.criticalAfterMinutes": "default",
    },
  });
});

test("the environment comes first where it is given, and an empty one is ignored", async () => {
  const files = { ...valid, "revwatch.yaml": `${fleetYaml}temporal: { address: "temporal.example.com:7233" }\n` };
  expect(await load(files)).toMatchObject({
    databaseUrl: null,
    temporal: { address: "temporal.example.com:7233", namespace: "default" },
  });
  expect(
    await load(files, { DATABASE_URL: "postgres://x", TEMPORAL_ADDRESS: "other:7233", TEMPORAL_NAMESPACE: "fleet" }),
  ).toMatchObject({
    databaseUrl: { env: "DATABASE_URL" },
    temporal: { address: "other:7233", namespace: "fleet" },
  });
});

test("no clients are fine for the loader, and a fault for whatever needs some", async () => {
  const config = await load({ "revwatch.yaml": fleetYaml });
  expect(config.clients).toEqual([]);
  expect(() => requireClients(config)).toThrow(ConfigFaults);
});

test("a byte order mark and Windows line ends are read without a word", async () => {
  const text = `\ufeff${clientYaml.replaceAll("\n", "\r\n")}`;
  expect((await load({ ...valid, "clients/northwind.yaml": text })).clients[0]!.name).toBe("Northwind");
});

test("paths in the config start at its folder", async () => {
  const directory = writeConfig({
    ...valid,
    "clients/northwind.yaml": clientYaml.replace("{ env: NORTHWIND_TOKEN }", "{ file: secrets/token }"),
  });
  const config = await loadConfig(directory, {});
  expect(config.stateDirectory).toBe(`${directory}/.revwatch`);
  expect(config.clients[0]!.auth).toEqual({ token: { file: `${directory}/secrets/token` } });
});

const bomb = `a: &a [x, x]\n${"bcdefghij".replaceAll(/./g, (name, at: number) => `${name}: &${name} [*${"abcdefghi"[at]}, *${"abcdefghi"[at]}]\n`)}`;

test.each<[what: string, files: Readonly<Record<string, string | Uint8Array>>, expected: RegExp]>([
  ["a folder without a config", {}, /There is no such file in .+revwatch init/],
  ["an empty revwatch.yaml", { "revwatch.yaml": "" }, /The file is empty/],
  ["a list at the top", { "revwatch.yaml": "- a\n" }, /A group of settings is expected here, and this is a list/],
  ["a text at the top", { "revwatch.yaml": "hello\n" }, /A group of settings is expected here, and this is a text/],
  ["an alias bomb", { "revwatch.yaml": bomb }, /Aliases are not read here/],
  ["an alias of nothing", { "revwatch.yaml": "stateDirectory: *x\n" }, /Aliases are not read here/],
  ["very deep brackets", { "revwatch.yaml": "[".repeat(20_000) }, /nested too deeply|very deeply/],
  ["a tag", { "revwatch.yaml": "stateDirectory: !!js/function x\n" }, /Tags/],
  ["bytes that are no text", { "revwatch.yaml": Uint8Array.of(0xff, 0xfe, 0x61, 0x00) }, /not UTF-8/],
  ["a file of a megabyte", { "revwatch.yaml": `# ${"x".repeat(1_000_000)}` }, /larger than 500 kB/],
  [
    "an escalation to a receiver that only another client has",
    {
      ...valid,
      "revwatch.yaml": fleetYaml.replace("notify: [operations]", "notify: [sales-lead]"),
      "clients/fabrikam.yaml": clientYaml.replace("4711", "4712").replaceAll("sales-lead", "sales"),
    },
    /There is no receiver "sales-lead".*revwatch.yaml names it/,
  ],
  [
    "a prototype for a check",
    { "revwatch.yaml": "checks:\n  __proto__: {}\n  constructor: {}\n" },
    /"__proto__" is not known|"constructor" is not known/,
  ],
])("%s is a fault", async (_, files, expected) => {
  const faults = await faultsOf(files);
  expect(faults.map(({ message }) => message).join("\n")).toMatch(expected);
});

test.each<[what: string, settings: string, expected: RegExp]>([
  [
    "a weekday that runs into the next",
    "businessHours: { monday: 22:00-06:30, tuesday: 06:00-14:00 }",
    /monday 22:00-06:30 and tuesday 06:00-14:00 overlap/,
  ],
  [
    "Sunday's night into Monday",
    "businessHours: { sunday: 20:00-09:00, monday: 08:59-17:00 }",
    /sunday 20:00-09:00 and monday 08:59-17:00 overlap/,
  ],
  ["hours without a closing", 'businessHours: { opens: "08:30" }', /Write closes: "18:00"/],
  ["days without hours", "businessHours: { days: [monday], friday: 08:00-12:00 }", /Write opens.*Write closes/s],
  ["no hours at all", "businessHours: {}", /Write opens.*Write closes/s],
  ["hours that are none", "businessHours: { friday: 8-16 }", /"8-16" is not a span of hours/],
  ["hours of no length", "businessHours: { friday: 08:00-08:00 }", /"08:00-08:00" is not a span of hours/],
  ["a cadence of 9 seconds", "cadences: { fast: 9 seconds }", /too short/],
  ["a cadence of 8 days", "cadences: { fast: 8 days }", /too long/],
  ["an offset for a zone", 'timeZone: "+01:00"', /not a time zone/],
  ["a zone in the wrong case", "timeZone: europe/berlin", /Did you mean "Europe\/Berlin"/],
])("%s is a fault", async (_, settings, expected) => {
  const key = settings.slice(0, settings.indexOf(":"));
  const text = clientYaml.replace(new RegExp(`^${key}:.*\n`, "m"), "");
  const faults = await faultsOf({ ...valid, "clients/northwind.yaml": `${text}${settings}\n` });
  expect(faults.map(({ message }) => message).join("\n")).toMatch(expected);
});

const daily = (timeZone: string, time: string) => ({
  "revwatch.yaml": `${fleetYaml}cadences: { daily: "${time}" }\n`,
  "clients/northwind.yaml": clientYaml
    .replace("Europe/Berlin", timeZone)
    .replace("report: {", `report: { at: "${time}",`),
});

test.each([
  ["Europe/Berlin", "01:59"],
  ["Europe/Berlin", "03:00"],
  ["Africa/Cairo", "02:30"],
  ["Asia/Tokyo", "02:30"],
  ["UTC", "02:30"],
])("in %s, what happens daily at %s happens once on every day", async (timeZone, time) => {
  const { cadences, report } = (await load(daily(timeZone, time))).clients[0]!;
  expect([cadences.daily, report.at]).toEqual([{ dailyAt: time }, time]);
});

test.each([
  ["Europe/Berlin", "02:00", "03:00"],
  ["Europe/Berlin", "02:59", "03:00"],
  ["Africa/Cairo", "00:30", "01:00"],
  ["Africa/Cairo", "23:30", "01:00"],
  ["America/New_York", "01:00", "03:00"],
])("in %s, %s is skipped or comes twice on some day; the next safe time is %s", async (timeZone, time, safe) => {
  const faults = await faultsOf(daily(timeZone, time));
  const places = faults.map(({ file, path }) => `${file} ${path}`);
  expect(places).toEqual(["revwatch.yaml cadences.daily", "clients/northwind.yaml report.at"]);
  for (const { message } of faults) expect(message).toContain(`The next safe time is "${safe}"`);
});

test("hours are the same each day, with weekdays that differ, over midnight, and closed", async () => {
  const hours =
    'businessHours: { opens: "09:00", closes: "17:00", friday: closed, saturday: [09:00-12:00, 22:00-02:00] }';
  const { clients } = await load({
    ...valid,
    "clients/northwind.yaml": clientYaml.replace(/^businessHours:.*$/m, hours),
  });
  expect(sayBusinessHours(clients[0]!)).toBe(
    "Mon, Tue, Wed, Thu 09:00–17:00; Sat 09:00–12:00, 22:00–02:00 (Europe/Berlin)",
  );
});
