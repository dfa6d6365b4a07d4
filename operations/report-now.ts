import { z } from "zod";
import type { WeeklyReport } from "../domain/weekly-report.ts";
import { findReport } from "../storage/reports.ts";
import { Refused } from "./operation.ts";
import type { World } from "./world.ts";

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

/** Builds one client's weekly report on demand, and sends it where asked to. */
export const reportNow = {
  name: "reportNow",
  input: Input,
  async run(world: World, { clientId, week, send }: z.output<typeof Input>): Promise<ReportNowResult> {
    if (!world.config().clients.some((client) => client.clientId === clientId))
      throw new Refused(`There is no client "${clientId}".`);
    const temporal = await world.temporal();
    const result = (await temporal.workflow.execute("weeklyReport", {
      workflowId: `report/${clientId}/weekly-asked-${world.now().toISOString()}`,
      taskQueue: "audit",
      args: [{ clientId, deliver: send, ...(week === undefined ? {} : { week }) }],
    })) as { period: string; recipients: string[] };
    const report = await findReport(world.db, clientId, result.period);
    if (report === null) throw new Refused(`The report of ${result.period} was built and is gone again. Ask for it once more.`);
    return {
      schemaVersion: 1,
      report,
      sentTo: result.recipients,
      url: world.links.dashboard(`/clients/${clientId}/reports/${result.period}`),
    };
  },
};
