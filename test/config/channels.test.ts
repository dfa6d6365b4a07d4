import { expect, test } from "vitest";
import type { ConfigFaults } from "../../config/config-faults.ts";
import { loadConfig } from "../../config/load-config.ts";
import { clientYaml, fleetYaml, writeConfig } from "./write-config.ts";

const sections = `
teams:
  targets: { sales-room: { address: { env: TEAMS_SALES } } }
webhook:
  allowPrivate: true
  targets:
    ticketing: { address: { env: HOOK }, key: { env: HOOK_KEY }, otherKey: { file: secrets/next } }
`;
const load = (receiver: string, fleet = fleetYaml + sections) =>
  loadConfig(
    writeConfig({
      "revwatch.yaml": fleet,
      "clients/northwind.yaml": clientYaml.replace('{ name: Ana Keller, slack: "#sales" }', receiver),
    }),
    {},
  );
const faults = (receiver: string, fleet?: string) =>
  load(receiver, fleet).then(
    () => [],
    (error: unknown) => (error as ConfigFaults).faults.map(({ message }) => message),
  );

test("a receiver has a place on each channel, and the sections name where their addresses and keys are kept", async () => {
  const config = await load("{ name: Ana Keller, teams: sales-room, webhook: ticketing }");
  const [client] = config.clients;
  expect(client!.receivers.find(({ id }) => id === "sales-lead")).toMatchObject({
    slack: null,
    teams: "sales-room",
    email: null,
    webhook: "ticketing",
  });
  expect(config.teams).toEqual({ allowPrivate: false, targets: { "sales-room": { address: { env: "TEAMS_SALES" } } } });
  expect(config.webhook).toMatchObject({
    allowPrivate: true,
    targets: {
      ticketing: { key: { env: "HOOK_KEY" }, otherKey: { file: expect.stringMatching(/^\/.*secrets\/next$/) } },
    },
  });
});

test.each([
  [
    "a target that is not there",
    "{ name: Ana, teams: sales-rom }",
    undefined,
    /no teams target "sales-rom".*sales-room/,
  ],
  ["a channel without its section", "{ name: Ana, webhook: ticketing }", fleetYaml, /has no webhook: section/],
  ["no way at all", "{ name: Ana }", undefined, /There is no way to reach this receiver/],
  ["a key of Slack's that is none", "{ name: Ana, slack: '#sales', slackUser: ana }", undefined, /member id/],
])("%s is a fault with the way out", async (_, receiver, fleet, words) => {
  expect((await faults(receiver, fleet)).join("\n")).toMatch(words);
});

test("a secret address that stands in the file itself is refused, and repeated nowhere", async () => {
  const written = sections.replace("{ env: TEAMS_SALES }", "https://x.example/?sig=s3cret");
  const said = (await faults("{ name: Ana, teams: sales-room }", fleetYaml + written)).join("\n");
  expect(said).toMatch(/must not stand in this file/);
  expect(said).not.toContain("s3cret");
});
