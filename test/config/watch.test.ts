import { expect, test } from "vitest";
import { ConfigFaults } from "../../config/config-faults.ts";
import { loadConfig } from "../../config/load-config.ts";
import { operatorsOf } from "../../config/watch-receivers.ts";
import { clientYaml, fleetYaml, writeConfig } from "./write-config.ts";

const load = (fleet: string, client = clientYaml) =>
  loadConfig(writeConfig({ "revwatch.yaml": fleet, "clients/northwind.yaml": client }), {});

test("an installation without the section is watched, and the receiver of the topic access hears it", async () => {
  const config = await load(fleetYaml);
  expect(config.watch).toMatchObject({
    heartbeat: null,
    everySeconds: 30,
    tellAfterSeconds: 90,
    outboxAfterSeconds: 120,
  });
  expect(operatorsOf(config)(null).map(({ id }) => id)).toEqual(["operations"]);
  expect(operatorsOf(config)("northwind").map(({ id }) => id)).toEqual(["operations"]);
});

test("the receivers that it names hear it instead", async () => {
  const config = await load(
    `${fleetYaml}watch: { notify: [night], heartbeat: { file: secrets/heartbeat }, every: 2 seconds }\n`.replace(
      "receivers:",
      "receivers:\n  night: { name: Night, email: night@example.com }",
    ),
  );
  expect(operatorsOf(config)(null).map(({ id }) => id)).toEqual(["night"]);
  expect(config.watch).toMatchObject({
    everySeconds: 2,
    heartbeat: { file: expect.stringMatching(/^\/.*secrets\/heartbeat$/) },
  });
});

test("where each client has its own receiver, an alarm about one client goes to that one alone", async () => {
  const own = (name: string, portalId: string) =>
    clientYaml
      .replace("Northwind", name)
      .replace("4711", portalId)
      .replace("default: sales-lead", "default: sales-lead\n  access: it")
      .replace("receivers:", `receivers:\n  it: { name: IT of ${name}, email: it@${name.toLowerCase()}.example }`);
  const config = await loadConfig(
    writeConfig({
      "revwatch.yaml": fleetYaml.replace("  access: operations\n", "  campaign-tracking: operations\n"),
      "clients/northwind.yaml": own("Northwind", "1"),
      "clients/harbour.yaml": own("Harbour", "2"),
    }),
    {},
  );
  const emails = (clientId: string | null) => operatorsOf(config)(clientId).map(({ email }) => email);
  expect(emails("harbour")).toEqual(["it@harbour.example"]);
  expect(emails("northwind")).toEqual(["it@northwind.example"]);
  expect(new Set(emails(null))).toEqual(new Set(["it@harbour.example", "it@northwind.example"]));
});

test.each([
  ["notify: [opertions]", 'There is no receiver "opertions" in revwatch.yaml. Did you mean "operations"?'],
  ["notify: [sales-lead]", 'There is no receiver "sales-lead" in revwatch.yaml.'],
  ["notify: []", "Name at least one receiver, or leave notify: out"],
  ["every: 0 seconds", '"0 seconds" is not a span of time.'],
  ["every: 2 hours", '"2 hours" is too long. Use 1 second to 1 hour.'],
  ["heartbeat: https://hc-ping.com/secret", "A secret must not stand in this file itself"],
  ["hartbeat: { env: X }", 'Did you mean "heartbeat"?'],
])("watch: { %s }: %s", async (line, message) => {
  const error: unknown = await load(`${fleetYaml}watch: { ${line} }\n`).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ConfigFaults);
  expect((error as ConfigFaults).message).toContain(message);
  expect((error as ConfigFaults).message).not.toContain("hc-ping.com/secret");
});
