import type { Kysely } from "kysely";
import type { WeeklyReport } from "../../domain/reporting/weekly-report.ts";
import type { Database } from "../../storage/database.ts";
import { saveReading } from "../../storage/readings.ts";
import { deliveries, insertAlerts } from "../dashboards/fixture/alerts.ts";
import { findingEvents, findings } from "../dashboards/fixture/findings.ts";
import { insertOutcomes, insertRuns } from "../dashboards/fixture/runs.ts";
import { before, day } from "../dashboards/fixture/times.ts";
import { quietReport, sampleReport } from "../reports/sample-report.ts";

export { fixtureNow } from "../dashboards/fixture/times.ts";

/**
 * Three clients with four weeks behind them: Northwind has trouble and people who were told, Harbour & Hale has none,
 * and Meridian cannot be read. They are written as the product writes them, row by row.
 */
export async function insertFixtureRows(db: Kysely<Database>): Promise<void> {
  await insertClients(db);
  await insertRuns(db);
  await insertOutcomes(db);
  await insertReadings(db);
  await db.insertInto("finding").values(findings).execute();
  await db.insertInto("finding_event").values(findingEvents).execute();
  await insertAlerts(db);
  await db.insertInto("outbox").values(deliveries).execute();
  await insertReports(db);
}

async function insertClients(db: Kysely<Database>): Promise<void> {
  const common = { state: "live" as const, onboarded_at: before(28 * day), access_checked_at: before(20_000) };
  const granted = JSON.stringify({ state: "granted", reason: null, remedy: null });
  const refused = JSON.stringify({
    state: "token-refused",
    reason: "HubSpot refuses the token: it was revoked or has expired.",
    remedy: "Create a new private app token in the portal and put it into MERIDIAN_HUBSPOT_TOKEN.",
  });
  await db
    .insertInto("client")
    .values([
      { client_id: "northwind", name: "Northwind Robotics", portal_id: "24681012", access: granted, ...common },
      { client_id: "harbour", name: "Harbour & Hale", portal_id: "13579111", access: granted, ...common },
      { client_id: "meridian", name: "Meridian Freight", portal_id: "99887766", access: refused, ...common },
    ])
    .execute();
}

/** Meridian was last read a day before its token was refused. */
async function insertReadings(db: Kysely<Database>): Promise<void> {
  const inUse = ["fast", "hourly", "daily"] as const;
  for (const [clientId, age] of [
    ["northwind", 20_000],
    ["harbour", 20_000],
    ["meridian", 3 * day],
  ] as const) {
    const asOf = before(age);
    await saveReading(db, { clientId, runId: `all-${asOf.toISOString()}`, inUse, read: inUse, asOf, settledAt: asOf });
  }
}

async function insertReports(db: Kysely<Database>): Promise<void> {
  const northwind: WeeklyReport = sampleReport;
  const earlier: WeeklyReport = {
    ...sampleReport,
    period: "2026-W46",
    firstDay: "2026-11-09",
    lastDay: "2026-11-15",
    score: 75,
    verdict: "Amber, 75 (down 6). One thing needs you.",
  };
  const harbour: WeeklyReport = {
    ...quietReport,
    clientId: "harbour",
    clientName: "Harbour & Hale",
    method: { ...quietReport.method, portalId: "13579111" },
  };
  await db
    .insertInto("report")
    .values([
      reportRow("northwind", northwind, new Date("2026-11-22T23:00:00Z")),
      reportRow("northwind", earlier, new Date("2026-11-15T23:00:00Z")),
      reportRow("harbour", harbour, new Date("2026-11-22T23:00:00Z")),
    ])
    .execute();
}

function reportRow(clientId: string, model: WeeklyReport, asOf: Date) {
  const { period } = model;
  return {
    client_id: clientId,
    period,
    kind: "weekly" as const,
    as_of: asOf,
    model: JSON.stringify(model),
    workflow_id: `report/${clientId}/weekly-${period}`,
  };
}
