import { describe, expect, test } from "vitest";
import { ConfigFaults } from "../../config/config-faults.ts";
import { loadConfig } from "../../config/load-config.ts";
import { clientYaml, fleetYaml, writeConfig } from "./write-config.ts";

const load = (fleet: string, client: string) =>
  loadConfig(writeConfig({ "revwatch.yaml": fleetYaml + fleet, "clients/northwind.yaml": clientYaml + client }), {});
const monitorWith = async (fleet: string, client: string, checkId = "deal-close-date-past") =>
  (await load(fleet, client)).clients[0]!.monitors.find((monitor) => monitor.checkId === checkId);
const faultsWith = async (fleet: string, client: string) => {
  const error: unknown = await load(fleet, client).catch((caught: unknown) => caught);
  return error instanceof ConfigFaults
    ? error.faults.map(({ file, line, message }) => `${file}:${line} ${message}`)
    : expect.unreachable(`no ConfigFaults: ${String(error)}`);
};
const days = (graceDays: number) => `{ params: { graceDays: ${graceDays} } }`;
const at = (level: string) => `checks: { deal-close-date-past: ${level} }\n`;
const gold = (level: string) => `plans: { gold: { checks: { deal-close-date-past: ${level} } } }\n`;

describe("a setting comes from the nearest level that names it", () => {
  test.each([
    ["the default", "", "", 0, "default", undefined],
    ["the fleet", at(days(3)), "", 3, "fleet", undefined],
    ["the plan before the fleet", at(days(3)) + gold(days(5)), "plan: gold\n", 5, "plan", [["fleet", 3]]],
    ["a plan that the client does not have", at(days(3)) + gold(days(5)), "", 3, "fleet", undefined],
    [
      "the client before both",
      at(days(3)) + gold(days(5)),
      `plan: gold\n${at(days(7))}`,
      7,
      "client",
      [
        ["fleet", 3],
        ["plan", 5],
      ],
    ],
  ])("%s", async (_, fleet, client, value, origin, overridden) => {
    const monitor = await monitorWith(fleet, client);
    expect([monitor?.params["graceDays"], monitor?.origins["params.graceDays"]]).toEqual([value, origin]);
    expect(monitor?.overridden?.map((one) => [one.level, one.value])).toEqual(overridden);
    expect(monitor?.scopes).toBeUndefined();
  });

  test("a plan can switch a check off, and a client on again", async () => {
    expect(await monitorWith(gold("{ enabled: false }"), "plan: gold\n")).toBeUndefined();
    expect(await monitorWith(gold("{ enabled: false }"), `plan: gold\n${at("{ enabled: true }")}`)).toBeDefined();
  });

  test("a stage comes before its pipeline, and both before what holds elsewhere", async () => {
    const monitor = await monitorWith(
      at("{ pipelines: { Renewals: { params: { highAfterDays: 60 } } } }"),
      at(
        '{ params: { graceDays: 7 }, pipelines: { Renewals: { severity: low, stages: { "Contract sent": { params: { graceDays: 2 } }, Parked: { enabled: false } } } } }',
      ),
    );
    expect(monitor?.scopes).toEqual([
      {
        pipeline: "Renewals",
        stage: "Contract sent",
        enabled: true,
        severity: "low",
        params: { graceDays: 2, highAfterDays: 60 },
        says: ["graceDays", "highAfterDays"],
      },
      {
        pipeline: "Renewals",
        stage: "Parked",
        enabled: false,
        severity: "low",
        params: { graceDays: 7, highAfterDays: 60 },
        says: ["highAfterDays"],
      },
      {
        pipeline: "Renewals",
        stage: null,
        enabled: true,
        severity: "low",
        params: { graceDays: 7, highAfterDays: 60 },
        says: ["highAfterDays"],
      },
    ]);
  });
});

describe("what is enforced cannot be changed below, and the error names both places", () => {
  const enforced = at("{ enforced: true, severity: high, params: { graceDays: 3 } }");

  test.each([
    ["its severity", at("{ severity: low }"), "severity"],
    ["a param", at(days(9)), "params.graceDays"],
    ["that it is on", at("{ enabled: false }"), "enabled"],
    ["a param in a pipeline", at(`{ pipelines: { Renewals: ${days(9)} } }`), "params.graceDays"],
    ["a param in a stage", at(`{ pipelines: { Renewals: { stages: { Parked: ${days(9)} } } } }`), "params.graceDays"],
  ])("%s", async (_, client, setting) => {
    const faults = await faultsWith(enforced, client);
    const where = /^clients\/northwind\.yaml:12 revwatch\.yaml:14:\d+ enforces /;
    expect(faults).toEqual([expect.stringMatching(where)]);
    expect(faults[0]).toContain(`enforces ${setting} of deal-close-date-past. Remove this line`);
  });

  test("what the policy does not say stays the client's", async () => {
    const monitor = await monitorWith(enforced, at("{ cadence: hourly, params: { highAfterDays: 60 } }"));
    expect(monitor).toMatchObject({ severity: "high", cadence: "hourly", params: { graceDays: 3, highAfterDays: 60 } });
  });

  test("of a plan it binds the clients that have it, and of the fleet the plans", async () => {
    const plan = gold("{ enforced: true, params: { graceDays: 3 } }");
    expect(await monitorWith(plan, at(days(9)))).toMatchObject({ params: { graceDays: 9 } });
    expect(await faultsWith(plan, `plan: gold\n${at(days(9))}`)).toEqual([
      expect.stringContaining("enforces params.graceDays of deal-close-date-past"),
    ]);
    expect(await faultsWith(enforced + gold(days(9)), "")).toEqual([
      expect.stringMatching(/^revwatch\.yaml:15 revwatch\.yaml:14:\d+ enforces params\.graceDays/),
    ]);
  });

  test("nor by a word that a client says once for all checks", async () => {
    const leads = "checks: { lead-stale: { enforced: true, params: { leadStages: [lead] } } }\n";
    expect(await faultsWith(leads, "leadStages: [trial]\n")).toEqual([
      expect.stringContaining("enforces params.leadStages of lead-stale"),
    ]);
  });

  test("a client enforces nothing", async () => {
    expect(await faultsWith("", at("{ enforced: true }"))).toEqual([expect.stringContaining('"enforced"')]);
  });
});

test("a plan that nobody has described, and pipelines of a check without stages, are faults with a way out", async () => {
  expect(await faultsWith(gold(days(3)), "plan: glod\n")).toEqual([
    expect.stringContaining('revwatch.yaml has no plan "glod". Did you mean "gold"?'),
  ]);
  expect(await faultsWith("", "checks: { lead-stale: { pipelines: { Sales: { enabled: false } } } }\n")).toEqual([
    expect.stringContaining('"pipelines" is not known here'),
  ]);
});
