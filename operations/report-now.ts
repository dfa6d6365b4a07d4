import { z } from "zod";
import type { WeeklyReport } from "../domain/reporting/weekly-report.ts";
import { findReport } from "../storage/reports.ts";
import type { RevwatchConfig } from "../config/config.ts";
import { parseEndedWeek } from "../domain/time/iso-week.ts";
import { Refused } from "./operation.ts";
import { knownClient } from "./reads/known-client.ts";
import type { World } from "./world.ts";
import { askedReportWorkflowId } from "../domain/ids.ts";

const Input = z.strictObject({
  clientId: z.string(),
  /** ISO week, such as "2026-W47"; the last whole week when it is not given. */
  week: z
    .string()
    .regex(/^\d{4}-W\d{2}$/, 'Write a week as year and week, such as "2026-W47".')
    .optional(),
  send: z.boolean().default(false),
});

export interface ReportNowResult {
  readonly schemaVersion: 1;
  readonly report: WeeklyReport;
  readonly sentTo: readonly string[];
  readonly url: string | null;
}

/**
 * Asked before anything is opened or started.
 *
 * @throws {Refused} When there is no such client, no such week, or the week is not over in the client's zone.
 */
export function requireReportable(
  config: RevwatchConfig,
  { clientId, week }: { readonly clientId: string; readonly week?: string | undefined },
  now: Date,
): void {
  const { timeZone } = knownClient(config, clientId);
  if (week === undefined) return;
  try {
    parseEndedWeek(week, timeZone, now);
  } catch (error) {
    throw error instanceof RangeError ? new Refused(error.message) : error;
  }
}

/** Builds one client's weekly report on demand, and sends it where asked to. */
export const reportNow = {
  name: "reportNow",
  input: Input,
  async run(world: World, { clientId, week, send }: z.output<typeof Input>): Promise<ReportNowResult> {
    requireReportable(world.config(), { clientId, week }, world.now());
    const temporal = await world.temporal();
    const result = (await temporal.workflow.execute("weeklyReport", {
      workflowId: askedReportWorkflowId(clientId, world.now().toISOString()),
      taskQueue: "audit",
      args: [{ clientId, deliver: send, ...(week === undefined ? {} : { week }) }],
    })) as { period: string; recipients: string[] };
    const report = await findReport(world.db, clientId, result.period);
    if (report === null)
      throw new Refused(`The report of ${result.period} was built and is gone again. Ask for it once more.`);
    return {
      schemaVersion: 1,
      report,
      sentTo: result.recipients,
      url: world.links.dashboard(`/clients/${clientId}/reports/${result.period}`),
    };
  },
};
