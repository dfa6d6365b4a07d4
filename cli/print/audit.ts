import type { AuditNowResult } from "../../operations/audit-now.ts";
import { sayChecked, sayCoverage, sayGaps } from "./findings.ts";
import { paint } from "./style.ts";

/** One audit in a few lines: what changed, how much was looked at, and what was not. */
export function sayAudit({
  clientId,
  status,
  score,
  counts,
  coverage,
  workflowId,
  workflowUrl,
}: AuditNowResult): string {
  return [
    `${paint("bold", clientId)}: ${status}, ${score === null ? "no score" : `score ${score}`}, ${sayCoverage(coverage)}`,
    ...sayChecked(coverage),
    `  ${counts.opened} opened, ${counts.reopened} reopened, ${counts.resolved} resolved, ${counts.stillOpen} still open, ${counts.unknown} unknown`,
    ...sayGaps(coverage),
    paint("dim", `  ${workflowUrl ?? workflowId}`),
  ].join("\n");
}
