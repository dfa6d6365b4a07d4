import { countOf } from "../../domain/duration.ts";
import type { CheckList, CheckView } from "../../operations/list-checks.ts";
import { paint, paintSeverity } from "./style.ts";

/** Two lines for each check: what it sees to, and how it fares. */
export function sayChecks({ checks, clients }: CheckList): string {
  return checks.map((check) => sayCheck(check, clients)).join("\n");
}

function sayCheck(check: CheckView, clients: number): string {
  const { checkId, title, severity, cadence, open, findings, excluded, falsePositivePercent } = check;
  const watches =
    check.muted !== null
      ? paint("dim", `muted by ${check.muted.by} (${check.muted.reason})`)
      : check.clients === 0
        ? paint("dim", "off")
        : `on for ${check.clients} of ${countOf(clients, "client")}`;
  const wrong =
    falsePositivePercent === null
      ? "no findings yet"
      : `${excluded} of ${countOf(findings, "finding")} called wrong (${falsePositivePercent} %)`;
  return [
    `${paint("bold", checkId)} ${title}`,
    `  ${paintSeverity(severity)} · ${cadence} · ${watches} · ${open} open · ${wrong}`,
  ].join("\n");
}
