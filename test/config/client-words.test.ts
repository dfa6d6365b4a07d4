import { expect, test } from "vitest";
import { z } from "zod";
import { checks } from "../../checks/index.ts";
import { clientWords } from "../../config/client-words.ts";
import { loadConfig } from "../../config/load-config.ts";
import { clientYaml, fleetYaml, writeConfig } from "./write-config.ts";

const monitorsWith = async (fleet: string, client: string) => {
  const files = { "revwatch.yaml": fleetYaml + fleet, "clients/northwind.yaml": clientYaml + client };
  const { clients } = await loadConfig(writeConfig(files), {});
  const monitors = new Map(clients[0]!.monitors.map((monitor) => [monitor.checkId, monitor]));
  return (checkId: string) => {
    const { params, origins } = monitors.get(checkId)!;
    return [params["leadStages"], origins["params.leadStages"]];
  };
};

test("what a client says once holds for each check that goes by it, and for no other", async () => {
  const stagesOf = await monitorsWith("", "leadStages: [lead, trial]\n");
  for (const checkId of ["lead-unanswered", "lead-stale", "lead-unassigned", "owner-deactivated"])
    expect(stagesOf(checkId)).toEqual([["lead", "trial"], "client"]);
  expect(stagesOf("deal-close-date-past")).toEqual([undefined, undefined]);
});

test.each([
  ["the default", "", "", ["lead", "marketingqualifiedlead", "salesqualifiedlead"], "default"],
  ["the fleet's word", "leadStages: [a]\n", "", ["a"], "fleet"],
  [
    "the fleet's own param",
    "leadStages: [a]\nchecks: { lead-stale: { params: { leadStages: [b] } } }\n",
    "",
    ["b"],
    "fleet",
  ],
  [
    "the client's word",
    "checks: { lead-stale: { params: { leadStages: [b] } } }\n",
    "leadStages: [c]\n",
    ["c"],
    "client",
  ],
  [
    "the client's own param",
    "leadStages: [a]\n",
    "leadStages: [c]\nchecks: { lead-stale: { params: { leadStages: [d] } } }\n",
    ["d"],
    "client",
  ],
])("%s is the nearest", async (_, fleet, client, stages, origin) => {
  expect((await monitorsWith(fleet, client))("lead-stale")).toEqual([stages, origin]);
});

test.each([
  ["leadStages: lead\n", /clients\/northwind\.yaml:12:13 leadStages: A list is expected here/],
  ["requiredFields: { Offer: [ownerId] }\n", /clients\/northwind\.yaml:12:\d+ requiredFields\.Offer.*amount/],
  ["requiredFields: { Offer: [] }\n", /requiredFields\.Offer: /],
  ["leadStagse: [lead]\n", /"leadStagse" is not known here\. Did you mean "leadStages"\?/],
])("a fault in one is told with its place: %s", async (line, fault) => {
  const files = { "revwatch.yaml": fleetYaml, "clients/northwind.yaml": clientYaml + line };
  await expect(loadConfig(writeConfig(files), {})).rejects.toThrow(fault);
});

test.each(Object.keys(clientWords))("the checks that go by %s mean the same by it", (name) => {
  const schemas = checks.flatMap(({ params }) => (params as z.ZodObject).shape[name] ?? []);
  expect(schemas.length).toBeGreaterThan(0);
  expect(new Set(schemas.map((schema) => JSON.stringify(z.toJSONSchema(schema)))).size).toBe(1);
});
