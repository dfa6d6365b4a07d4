import { readFileSync } from "node:fs";
import { stringify } from "yaml";
import type { z } from "zod";
import { expect, test } from "vitest";
import { checks } from "../../checks/index.ts";
import { loadConfig } from "../../config/load-config.ts";
import { sayTiers } from "../../config/severity-notes.ts";
import { settingsView } from "../../operations/reads/check-settings.ts";
import { validateConfig } from "../../operations/validate-config.ts";
import { clientYaml, fleetYaml, writeConfig } from "./write-config.ts";

const folderWith = (own: object) =>
  writeConfig({ "revwatch.yaml": fleetYaml, "clients/northwind.yaml": clientYaml + stringify({ checks: own }) });
const notesOn = async (own: object) => (await validateConfig.run({ env: {} }, { directory: folderWith(own) })).notes;

/** A check's own judging says `severity` of a failure, for each that does so itself. */
const judgesHowBad = ({ area, id }: (typeof checks)[number]) =>
  /\bseverity\b/.test(
    readFileSync(new URL(`../../checks/${area}/${id}.ts`, import.meta.url), "utf8")
      .split("evaluate")
      .slice(1)
      .join(),
  );

test.each(checks.map((check) => [check.id, check] as const))(
  "%s says whether it calls failures as bad as they are",
  (_, check) => {
    expect(check.tiers !== undefined).toBe(judgesHowBad(check));
    const known = Object.keys((check.params as z.ZodObject).shape);
    expect(known).toEqual(expect.arrayContaining([...(check.tiers?.params ?? [])]));
    expect(check.tiers?.severities ?? [check.severity]).toContain(check.severity);
  },
);

test("a severity that a check sets itself is allowed, and validate says what it does and what sets it", async () => {
  expect(await notesOn({ "lead-unanswered": { severity: "critical" } })).toEqual([
    "northwind: severity: critical of lead-unanswered (client) only weighs it in the score: it calls each failure high or critical itself, by params.criticalAfterMinutes.",
  ]);
  const scoped = { pipelines: { Renewals: { severity: "low", stages: { Parked: { severity: "high" } } } } };
  expect(await notesOn({ "deal-stale": scoped })).toEqual([
    expect.stringMatching(
      /^northwind: severity: high of deal-stale in Renewals › Parked has no effect: .*medium or high/,
    ),
    expect.stringMatching(/^northwind: severity: low of deal-stale in Renewals has no effect: /),
  ]);
});

test("where the setting holds, or nothing is set, there is nothing to say", async () => {
  expect(
    await notesOn({ "lead-stale": { severity: "high" }, "lead-unanswered": { params: { promiseMinutes: 15 } } }),
  ).toEqual([]);
});

test("a client's settings show what holds in its place", async () => {
  const [client] = (await loadConfig(folderWith({ "workflow-edited": { severity: "high" } }), {})).clients;
  const of = (checkId: string) =>
    settingsView(client!.monitors.find((monitor) => monitor.checkId === checkId)!).flatMap(
      ({ instead }) => instead ?? [],
    );
  expect(of("workflow-edited")).toEqual(["it calls each failure low or medium itself, by what was found"]);
  expect(of("lead-stale")).toEqual([]);
  expect(sayTiers({})).toBeNull();
});
