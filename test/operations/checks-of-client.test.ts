import { expect, test } from "vitest";
import { stripVTControlCharacters } from "node:util";
import { sayChecks } from "../../cli/print/checks.ts";
import { listChecks } from "../../operations/list-checks.ts";
import { saveTellings } from "../../storage/check-tellings.ts";
import { clientYaml, fleetYaml, writeConfig } from "../config/write-config.ts";
import { loadConfig } from "../../config/load-config.ts";
import { onlyFixedChecks } from "../support/fixed-checks.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { stringify } from "yaml";

const now = new Date("2026-11-25T15:00:00Z");

test("each value that holds, who says so, what it overrides, and whether the check alerts", async () => {
  const checks = {
    ...onlyFixedChecks(),
    "deal-close-date-past": { enforced: true, severity: "high", params: { highAfterDays: 30 } },
    "lead-stale": { params: { maxDaysWithoutActivity: 20 } },
  };
  const plans = { gold: { checks: { "lead-stale": { params: { maxDaysWithoutActivity: 15 } } } } };
  const own = {
    plan: "gold",
    checks: {
      "lead-stale": { params: { maxDaysWithoutActivity: 10 } },
      "deal-close-date-past": {
        pipelines: { Renewals: { params: { graceDays: 9 }, stages: { Parked: { params: { graceDays: 1 } } } } },
      },
    },
  };
  const config = await loadConfig(
    writeConfig({
      "revwatch.yaml": fleetYaml + stringify({ checks, plans }),
      "clients/northwind.yaml": clientYaml + stringify(own),
    }),
    {},
  );
  const { db, close } = await openTestDatabase();
  const since = new Date("2026-11-20T08:00:00Z");
  await saveTellings(db, "northwind", ["lead-stale"], { telling: "observe", since, byWhom: "Revwatch" });
  const world = { config: () => config, db, now: () => now };
  const said = async (clientId: string | undefined, checkId: string) => {
    const list = await listChecks.run(world, { clientId });
    return stripVTControlCharacters(
      sayChecks({ ...list, checks: list.checks.filter((one) => one.checkId === checkId) }),
    )
      .split("\n")
      .slice(2)
      .map((line) => line.trim());
  };
  expect(await said("northwind", "lead-stale")).toEqual([
    "observed, not alerting: until 2026-12-04, decided by Revwatch; would have told no one yet",
    'cadence "daily" (default)',
    'severity "medium" (default)',
    "params.maxDaysWithoutActivity 10 (client, overrides plan: 15, fleet: 20)",
    'params.leadStages ["lead","marketingqualifiedlead","salesqualifiedlead"] (default)',
    'params.closedLeadStatuses ["UNQUALIFIED","BAD_TIMING","OPEN_DEAL"] (default)',
  ]);
  expect(await said("northwind", "deal-close-date-past")).toEqual([
    'cadence "daily" (default)',
    'severity "high" (fleet, enforced) in the score: it calls each failure medium or high itself, by params.highAfterDays',
    "params.graceDays 0 (default)",
    "params.highAfterDays 30 (fleet, enforced)",
    "in Renewals › Parked: params.graceDays 1",
    "in Renewals: params.graceDays 9",
  ]);
  expect(await said(undefined, "lead-stale")).toEqual([]);
  await close();
});
