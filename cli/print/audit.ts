import { countOf } from "../../domain/duration.ts";
import type { AuditNowResult } from "../../operations/audit-now.ts";
import { watchesPortal } from "../../operations/reads/watches-portal.ts";
import { paint } from "./style.ts";

/** One audit in a few lines: what changed, how much was looked at, and what was not. */
export function sayAudit({ clientId, status, score, counts, outcomes, workflowId, workflowUrl }: AuditNowResult): string {
  const watching = outcomes.filter(watchesPortal);
  const gaps = watching.filter((outcome) => outcome.status !== "assessed");
  return [
    `${paint("bold", clientId)}: ${status}, ${score === null ? "no score" : `score ${score}`}, ${watching.length - gaps.length} of ${countOf(watching.length, "check")} assessed`,
    `  ${counts.opened} opened, ${counts.reopened} reopened, ${counts.resolved} resolved, ${counts.stillOpen} still open, ${counts.unknown} unknown`,
    ...gaps.map(
      ({ checkId, reason, remedy }) =>
        `  ${paint("yellow", "not fully assessed")} ${checkId}: ${reason ?? "no reason given"}${remedy === null ? "" : ` ${remedy}`}`,
    ),
    paint("dim", `  ${workflowUrl ?? workflowId}`),
  ].join("\n");
}
