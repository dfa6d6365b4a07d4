import { describe, expect, test } from "vitest";
import { ConfigFaults } from "../../config/config-faults.ts";
import { loadConfig } from "../../config/load-config.ts";
import { clientYaml, fleetYaml, writeConfig } from "./write-config.ts";

const load = (client: string, fleet = "") =>
  loadConfig(writeConfig({ "revwatch.yaml": fleetYaml + fleet, "clients/northwind.yaml": clientYaml + client }), {});
const alertingOf = async (client: string, fleet = "") => (await load(client, fleet)).clients[0]!.alerting;
const faultsOf = async (client: string, fleet = "") => {
  const error: unknown = await load(client, fleet).catch((caught: unknown) => caught);
  return error instanceof ConfigFaults
    ? error.faults.map(({ path, message }) => `${path}: ${message}`).join("\n")
    : expect.unreachable(`no ConfigFaults: ${String(error)}`);
};

describe("who hears of what", () => {
  const rules = "routeRules:\n  - { pipeline: Renewals, severity: [high, critical], notify: founder }\n";

  test("one value and a list mean the same, and the client's rules come instead of the fleet's", async () => {
    const fleet = "routeRules:\n  - { notify: [operations] }\n";
    expect((await alertingOf("", fleet)).routeRules).toEqual([{ when: {}, notify: ["operations"] }]);
    expect((await alertingOf(rules, fleet)).routeRules).toEqual([
      { when: { pipelines: ["Renewals"], severities: ["high", "critical"] }, notify: ["founder"] },
    ]);
  });

  test("owner is nobody by name", async () => {
    expect((await alertingOf("routeRules:\n  - { notify: owner }\n")).routeRules).toEqual([
      { when: {}, notify: ["owner"] },
    ]);
  });

  test.each([
    [
      "routeRules:\n  - { notify: foundr }\n",
      'routeRules[0].notify: There is no receiver "foundr". Did you mean "founder"?',
    ],
    [
      "routeRules:\n  - { notify: [owner, foundr] }\n",
      'routeRules[0].notify[1]: There is no receiver "foundr". Did you mean "founder"?',
    ],
    [
      "routeRules:\n  - { topic: waiting-leeds, notify: owner }\n",
      'routeRules[0].topic[0]: "waiting-leeds" is not known here. Did you mean "waiting-leads"?',
    ],
    [
      "routeRules:\n  - { notify: founder }\n  - { topic: access, notify: owner }\n",
      "routeRules[1]: No finding comes here: the rule before it has notify: alone, so it fits everything. Move that one to the end.",
    ],
  ])("%s", async (client, fault) => {
    expect(await faultsOf(client)).toBe(fault);
  });

  test("a fault of the fleet's rules is told where a client lacks the receiver, unless it has rules of its own", async () => {
    const fleet = "routeRules:\n  - { notify: night-shift }\n";
    expect(await faultsOf("", fleet)).toContain('There is no receiver "night-shift"');
    expect((await alertingOf(rules, fleet)).routeRules).toHaveLength(1);
  });
});

describe("maintenance windows", () => {
  test("of the fleet and of the client hold, each in its zone", async () => {
    const window = (more: string) => `maintenance:\n  - { name: Import, from: "22:00", until: "02:00"${more} }\n`;
    const { maintenance } = await alertingOf(window(", days: [saturday]"), window(", timeZone: UTC, topic: access"));
    expect(maintenance).toEqual([
      {
        name: "Import",
        scope: { topics: ["access"] },
        timeZone: "UTC",
        times: { kind: "weekly", from: "22:00", until: "02:00", weekdays: [0, 1, 2, 3, 4, 5, 6] },
      },
      {
        name: "Import",
        scope: {},
        timeZone: "Europe/Berlin",
        times: { kind: "weekly", from: "22:00", until: "02:00", weekdays: [6] },
      },
    ]);
  });

  test("a day makes it come once", async () => {
    const { maintenance } = await alertingOf(
      'maintenance:\n  - { name: Move, from: "2026-12-05 22:00", until: "2026-12-07 04:00" }\n',
    );
    expect(maintenance[0]!.times).toEqual({ kind: "once", from: "2026-12-05 22:00", until: "2026-12-07 04:00" });
  });

  test.each([
    ['from: "22:00", until: "2026-12-07 04:00"', /One of from: and until: has a day and the other has none/],
    ['from: "2026-12-07 04:00", until: "2026-12-05 22:00"', /It ends before it begins/],
    ['from: "22:00", until: "22:00"', /It ends when it begins/],
    ['from: "2026-12-05 22:00", until: "2026-12-06 22:00", days: [monday]', /comes once. Remove days:/],
    ['from: "2026-02-30 22:00", until: "2026-03-01 22:00"', /is no time of a window. Write "2026-12-05 22:00"/],
    ['from: "10 pm", until: "22:00"', /"10 pm" is no time of a window/],
    ['from: "22:00", until: "23:00", timeZone: Berlin', /Did you mean "Europe\/Berlin"/],
  ])("%s", async (times, words) => {
    expect(await faultsOf(`maintenance:\n  - { name: Import, ${times} }\n`)).toMatch(words);
  });
});

describe("absences", () => {
  const absence = (receiver: string, backup: string, from = "2026-12-21", until = "2027-01-03") =>
    `  - { receiver: ${receiver}, backup: ${backup}, from: "${from}", until: "${until}" }\n`;

  test("of both levels hold, the client's first", async () => {
    const fleet = `absences:\n${absence("operations", "operations-deputy")}`;
    const deputy = "  operations-deputy: { name: Kim, email: kim@example.com }\n";
    const { absences } = await loadConfig(
      writeConfig({
        "revwatch.yaml": fleetYaml.replace("routes:", `${deputy}routes:`) + fleet,
        "clients/northwind.yaml": `${clientYaml}absences:\n${absence("founder", "sales-lead")}`,
      }),
      {},
    ).then(({ clients }) => clients[0]!.alerting);
    expect(absences.map(({ receiver }) => receiver)).toEqual(["founder", "operations"]);
  });

  test.each([
    [absence("founder", "anna"), /absences\[0\]\.backup: There is no receiver "anna"/],
    [absence("founder", "founder"), /No one can stand in for themselves/],
    [absence("founder", "sales-lead", "2026-12-21", "2026-12-20"), /The last day lies before the first/],
    [
      absence("founder", "sales-lead") + absence("sales-lead", "founder", "2027-01-03", "2027-01-09"),
      /founder is away|sales-lead is away/,
    ],
  ])("%s", async (lines, words) => {
    expect(await faultsOf(`absences:\n${lines}`)).toMatch(words);
  });

  test("two may stand in for each other on different days", async () => {
    const lines = absence("founder", "sales-lead") + absence("sales-lead", "founder", "2027-01-04", "2027-01-09");
    expect((await alertingOf(`absences:\n${lines}`)).absences).toHaveLength(2);
  });
});

describe("an owner's receiver", () => {
  const withOwners = (...owners: readonly string[]) =>
    load("").then(() =>
      loadConfig(
        writeConfig({
          "revwatch.yaml": fleetYaml,
          "clients/northwind.yaml": clientYaml.replace(
            "routes:",
            `${owners.map((owner, index) => `  r${index}: { name: R, email: r${index}@example.com, hubspotOwner: ${owner} }\n`).join("")}routes:`,
          ),
        }),
        {},
      ),
    );

  test("is named by address or id", async () => {
    const { receivers } = (await withOwners("Ben@Northwind.example", "4711", '"815"')).clients[0]!;
    expect(receivers.slice(-3).map(({ hubspotOwner }) => hubspotOwner)).toEqual([
      "ben@northwind.example",
      "4711",
      "815",
    ]);
  });

  test.each([
    [["4711", '"4711"'], /r0 is this owner already/],
    [["Ben Okafor"], /Write the e-mail address that this person has in HubSpot/],
  ])("%j", async (owners, words) => {
    await expect(withOwners(...owners)).rejects.toThrow(words);
  });

  test("cannot be called owner", async () => {
    const config = writeConfig({
      "revwatch.yaml": fleetYaml,
      "clients/northwind.yaml": clientYaml.replace("routes:", "  owner: { name: O, email: o@example.com }\nroutes:"),
    });
    await expect(loadConfig(config, {})).rejects.toThrow(/means whoever owns a finding in HubSpot/);
  });
});

test("how long a check has to last comes from the nearest level, each end for itself", async () => {
  const { flap } = await alertingOf(
    "checks:\n  lead-stale: { opensAfter: 10 minutes }\n  lead-unanswered: { severity: high }\n",
    "checks:\n  lead-stale: { opensAfter: 1 hour, resolvesAfter: 30 minutes }\n",
  );
  expect(flap).toEqual({ "lead-stale": { opensAfterSeconds: 600, resolvesAfterSeconds: 1_800 } });
});
