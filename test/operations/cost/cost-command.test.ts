import { expect, test } from "vitest";
import { HubSpotAdmin } from "../../../simulators/client.ts";
import { runRevwatch } from "../../cli/run-revwatch.ts";
import { clientYaml, fleetYaml, writeConfig } from "../../config/write-config.ts";
import { startPortal } from "../../connectors/hubspot/started-portal.ts";

const token = "pat-generated-0001";

test("20,000 contacts: what a day costs by cadence, and its share of the portal's calls", async () => {
  const { hubspot } = await startPortal();
  await new HubSpotAdmin(hubspot.address).openGenerated({ portalId: 4711, contacts: 20_000, token });
  const directory = writeConfig({
    "revwatch.yaml": `${fleetYaml}hubspot: { address: "${hubspot.address}" }\n`,
    "clients/northwind.yaml": clientYaml,
  });
  const env = { NORTHWIND_TOKEN: token };
  const { code, stdout, stderr } = await runRevwatch(["cost", "--client", "northwind", "-C", directory], env);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^northwind: at most [\d,]+ requests a day, [\d.]+ % of the [\d,]+ that the portal has\.\n/);
  expect(stdout).toMatch(/20,000 contacts/);
  expect(stdout).toMatch(/fast, 288 runs a day +[\d,]+\n/);
  expect(stdout).toMatch(/The first audit takes some [\d,]+ requests, once\./);
  const { total } = JSON.parse(
    (await runRevwatch(["cost", "--client", "northwind", "-C", directory, "--json"], env)).stdout,
  ) as {
    total: number;
  };
  expect([total <= 0.02 * 625_000, total <= 0.04 * 250_000]).toEqual([true, true]);

  const refused = await runRevwatch(["cost", "--client", "nobody", "-C", directory], env);
  expect([refused.code, refused.stderr]).toEqual([64, expect.stringContaining("nobody")]);
});
