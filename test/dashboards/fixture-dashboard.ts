import { readUnsubscribe } from "../../reports/email/unsubscribe-token.ts";
import type { Hono } from "hono";
import { checkById } from "../../checks/index.ts";
import { businessTimeOf } from "../../config/calendar.ts";
import { healthMetrics } from "../../operations/health/health-metrics.ts";
import { readReadiness } from "../../operations/health/readiness.ts";
import { listAlerts } from "../../operations/alerting/list-alerts.ts";
import { createDashboard } from "../../dashboards/app.ts";
import type { DashboardOptions } from "../../dashboards/options.ts";
import {
  readAcknowledgement,
  signAcknowledgement,
  type AcknowledgementTarget,
} from "../../reports/alert/acknowledgement-token.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { fixtureNow, insertFixtureRows } from "../support/fixture-rows.ts";
import { sampleReport } from "../reports/sample-report.ts";
import { fixtureConfig } from "./fixture-config.ts";

export type Acknowledged = Parameters<DashboardOptions["operations"]["acknowledgeAlert"]>[0];

export interface FixtureDashboard {
  readonly app: Hono;
  readonly db: OpenDatabase["db"];
  /** What visitors took, in order. */
  readonly taken: Acknowledged[];
  /** What visitors excluded or took back, in order. */
  readonly excluded: readonly { readonly clientId: string }[];
  /** What visitors snoozed or assigned, in order. */
  readonly snoozed: Parameters<DashboardOptions["operations"]["snoozeFindings"]>[0][];
  readonly faults: unknown[];
  close(): Promise<void>;
}

export const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";
export const slackTeamId = "T0AGENCY1";
export const fixtureKey = { id: "1", secret: "a key of the tests" };
const key = fixtureKey;

/** The value of a button that is good for an hour from the fixture's instant. */
export const signedValue = (
  target: AcknowledgementTarget,
  by = key,
  expiresAt = new Date(fixtureNow.getTime() + 3_600_000),
): string => signAcknowledgement(target, by, { issuedAt: fixtureNow, expiresAt });

/** For tests in which people do nothing but acknowledge. */
export const onlyAcknowledges = {
  excludeFinding: async () => ({ ok: true }),
  takeBackExclusion: async () => ({ ok: true }),
  snoozeFindings: async () => ({ ok: true }),
  assignFindings: async () => ({ ok: true }),
  setMailStop: async () => null,
} satisfies Partial<DashboardOptions["operations"]>;

/** The dashboard over the fixture rows, in memory. Operations only remember what they were asked. */
export async function openFixtureDashboard(change: Partial<DashboardOptions> = {}): Promise<FixtureDashboard> {
  const opened = await openTestDatabase();
  const { db } = opened;
  await insertFixtureRows(db);
  const taken: Acknowledged[] = [];
  const excluded: { readonly clientId: string }[] = [];
  const snoozed: FixtureDashboard["snoozed"] = [];
  const faults: unknown[] = [];
  const app = createDashboard({
    db,
    config: () => fixtureConfig,
    operations: {
      ...onlyAcknowledges,
      acknowledgeAlert: async (input) => {
        taken.push(input);
        return { ok: true };
      },
      excludeFinding: async (input) => {
        excluded.push(input);
        return { ok: true };
      },
      takeBackExclusion: async (input) => {
        excluded.push(input);
        return { ok: true };
      },
      snoozeFindings: async (input) => {
        snoozed.push(input);
        return { ok: true };
      },
    },
    listAlerts: (view) =>
      listAlerts.run(
        {
          db,
          config: () => fixtureConfig,
          links: { dashboard: () => null, workflow: () => null, inTemporal: () => "" },
          now: () => fixtureNow,
        },
        listAlerts.input.parse(view),
      ),
    links: {
      inTemporal: (workflowId) =>
        `http://127.0.0.1:8233/namespaces/default/workflows/${encodeURIComponent(workflowId)}`,
      workflow: (workflowId, runId) =>
        `http://127.0.0.1:8233/namespaces/default/workflows/${encodeURIComponent(workflowId)}${runId === undefined ? "" : `/${runId}/history`}`,
    },
    findWorkflow: async () => "there",
    describeCheck: (checkId) => checkById(checkId) ?? null,
    businessTimeOf,
    measureLeads: async (clientId) =>
      clientId === "northwind"
        ? { ...sampleReport.leads, raised: 6, answered: 3, answeredWithinPromise: 2, stillWithinPromise: 1 }
        : null,
    readAcknowledgement: async (value) => readAcknowledgement(value, [key], fixtureNow, null),
    readUnsubscribe: async (value) => readUnsubscribe(value, [key]),
    slackApp: () => ({ signingSecret, teamId: async () => slackTeamId }),
    health: {
      readiness: () => readReadiness({ db, config: () => fixtureConfig, now: () => fixtureNow }),
      metrics: (readiness) => healthMetrics({ db, config: () => fixtureConfig, now: () => fixtureNow }, readiness, []),
      token: () => null,
    },
    extensions: [],
    onError: (error) => faults.push(error),
    now: () => fixtureNow,
    ...change,
  });
  return { app, db, taken, excluded, snoozed, faults, close: () => opened.close() };
}
