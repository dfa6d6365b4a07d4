import { countOf } from "../../domain/duration.ts";
import type { CheckAtClient, CheckList, CheckView } from "../../operations/list-checks.ts";
import type { ScopeView, SettingView } from "../../operations/reads/check-settings.ts";
import { sayWouldHaveTold } from "../../domain/findings/say-observed.ts";
import type { ObservedWithTold } from "../../operations/reads/would-have-told.ts";
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
    ...(check.atClient === null ? [] : sayAtClient(check.atClient)),
  ].join("\n");
}

/** Whether it alerts, each setting with who says so, and what differs in single pipelines. */
function sayAtClient({ settings, scopes, observed }: CheckAtClient): readonly string[] {
  return [
    ...(observed === null ? [] : [`  ${paint("yellow", "observed, not alerting")}: ${sayWhenAlerts(observed)}`]),
    ...settings.map(saySetting),
    ...scopes.map(sayScope),
  ];
}

function sayWhenAlerts({ since, alertsFrom, by, wouldHaveTold }: ObservedWithTold): string {
  const until =
    since === null
      ? "its first complete look is still to come"
      : alertsFrom === null
        ? "until `revwatch checks alert`"
        : `until ${alertsFrom.slice(0, 10)}`;
  return `${until}, decided by ${by}; ${sayWouldHaveTold(wouldHaveTold)}`;
}

function saySetting({ name, value, origin, isEnforced, overrides, instead: holds }: SettingView): string {
  const instead = overrides.map((one) => `${one.level}: ${JSON.stringify(one.value)}`).join(", ");
  const from = `${origin}${isEnforced ? ", enforced" : ""}${instead === "" ? "" : `, overrides ${instead}`}`;
  const only = holds === null ? "" : ` in the score: ${holds}`;
  return `    ${name} ${JSON.stringify(value)} ${paint("dim", `(${from})`)}${only}`;
}

function sayScope({ pipeline, stage, enabled, severity, params }: ScopeView): string {
  const said = [
    ...(enabled ? [] : ["off"]),
    ...(severity === null ? [] : [`severity ${severity}`]),
    ...Object.entries(params).map(([name, value]) => `params.${name} ${JSON.stringify(value)}`),
  ];
  return `    in ${pipeline}${stage === null ? "" : ` › ${stage}`}: ${said.join(", ") || "as elsewhere"}`;
}
