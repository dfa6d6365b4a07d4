import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { configJsonSchemas } from "../../config/json-schema.ts";
import { loadConfig } from "../../config/load-config.ts";
import { writeConfig } from "./write-config.ts";

test("the example of docs/configuration.md loads, and means what it says", async () => {
  const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
  const files = Object.fromEntries(
    [...page.matchAll(/^```yaml file=(\S+)\n(.*?)^```$/gms)].map(([, name, text]) => [name, text!]),
  );
  expect(Object.keys(files)).toEqual(["revwatch.yaml", "clients/northwind.yaml", "clients/harbor.yaml"]);

  const config = await loadConfig(writeConfig(files), {});
  const client = config.clients.find(({ clientId }) => clientId === "northwind")!;
  expect(config.clients.find(({ clientId }) => clientId === "harbor")!.auth).toMatchObject({
    oauth: { clientSecret: { env: "REVWATCH_APP_SECRET" } },
  });
  expect(config.databaseUrl).toEqual({ env: "REVWATCH_DATABASE_URL" });
  expect(client.escalation.map(({ afterSeconds }) => afterSeconds)).toEqual([1_200, 7_200]);
  expect(client.cadences).toMatchObject({ fast: { everySeconds: 300 }, daily: { dailyAt: "05:45" } });
  expect(client.routes).toMatchObject({ access: "operations", "waiting-leads": "sales-lead" });
  expect(client.monitors.map(({ checkId }) => checkId)).not.toContain("lead-stale");
  expect(client.monitors.find(({ checkId }) => checkId === "lead-unanswered")).toMatchObject({
    severity: "high",
    params: { promiseMinutes: 15 },
    origins: { severity: "default", "params.promiseMinutes": "client" },
  });
  expect(client.monitors.find(({ checkId }) => checkId === "utm-value-fragmented")).toMatchObject({
    severity: "high",
    origins: { severity: "fleet" },
  });
});

test("the example of docs/configuration.md leaves out no setting of a file", () => {
  const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
  const schemas = configJsonSchemas() as Record<string, { properties: Record<string, unknown> }>;
  const settings = Object.values(schemas).flatMap(({ properties }) => Object.keys(properties));
  expect(settings.filter((name) => !new RegExp(`^${name}:`, "m").test(page))).toEqual([]);
});

test("editors get a JSON Schema that knows each check and its settings", () => {
  const schema = JSON.stringify(configJsonSchemas()["client.json"]);
  expect(schema).toContain("promiseMinutes");
  expect(schema).toContain("http://json-schema.org/draft-07/schema#");
});
