import type { PurgeResult } from "../../operations/purge-client.ts";

/** What a purge removes, or has removed. */
export function sayPurge({ clientId, isPurged, schedules, workflows, rows }: PurgeResult): string {
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  return [
    isPurged ? `Everything about ${clientId} is removed:` : `Kept of ${clientId}:`,
    `  ${schedules.length} schedules, ${workflows.length} running workflows, ${total} rows`,
    ...Object.entries(rows).map(([table, count]) => `    ${table.padEnd(20)} ${count}`),
  ].join("\n");
}
