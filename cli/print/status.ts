import { countOf } from "../../domain/duration.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { severities } from "../../domain/findings/severity.ts";
import type { AlarmStatus, ClientStatus, FleetStatus } from "../../operations/status.ts";
import { sayObserved } from "../../domain/findings/say-observed.ts";
import { sayLag } from "../../domain/mirror/say-lag.ts";
import { sayUnproven } from "../../domain/leads/say-unproven.ts";
import { sayChecked, sayCoverage } from "./findings.ts";
import { paint, paintSeverity } from "./style.ts";

/** One short block for each client. */
export function sayStatus({ clients, configTrouble, disk, alarms }: FleetStatus): string {
  const trouble =
    configTrouble === null
      ? []
      : [
          `${paint("red", "The last good config is in use")}, since ${sayInstant(configTrouble.since, "UTC")}. ${configTrouble.message}`,
        ];
  return [
    ...(disk?.sentence ? [paint("red", disk.sentence)] : []),
    ...alarms.map(sayAlarm),
    ...trouble,
    ...(clients.length === 0 ? ["There are no clients yet."] : clients.map(sayClient)),
  ].join("\n\n");
}

function sayAlarm({ what, why, wayOut, isTold }: AlarmStatus): string {
  const untold = isTold ? "" : " No one could be alerted yet.";
  return `${paint("red", "Alarm")} ${what}${untold}\n${why === null ? "" : `  ${why}\n`}  ${wayOut}`;
}

function sayClient(client: ClientStatus): string {
  const { access, coverage, messages, lastRun } = client;
  const head = `${paint("bold", client.clientName)} ${paint("dim", client.clientId)}: ${client.score === null ? "no score" : `score ${client.score}`}, ${sayCoverage(coverage)}`;
  const blind =
    access === null || access.state === "granted"
      ? null
      : `  ${paint("red", "blind")} ${access.reason ?? ""} ${access.remedy ?? ""}`.trimEnd();
  const waiting =
    messages.waiting === 0
      ? null
      : `${countOf(messages.waiting, "message")} on the way${messages.heldUpBecause === null ? "" : ` (${messages.heldUpBecause})`}`;
  const failed = messages.failed === 0 ? null : paint("red", `${countOf(messages.failed, "message")} not delivered`);
  const observed = sayObserved(coverage.observed);
  const letters = [waiting, failed].filter((part) => part !== null).join(", ");
  return [
    head,
    blind,
    // What a blind portal needs is said already.
    ...sayChecked(blind === null ? coverage : { checked: { ...coverage.checked, remedy: null } }),
    `  ${sayOpen(client)}`,
    observed === null ? null : `  ${paint("dim", observed)}`,
    lastRun === null
      ? null
      : `  Last audit ${sayInstant(lastRun.asOf, coverage.timeZone)}: ${lastRun.cadence}, ${lastRun.status}${lastRun.reason === null ? "" : ` (${lastRun.reason})`}`,
    ...client.refusals.map(sayRefusal),
    ...coverage.searchLag.map((lag) => `  ${sayLag(lag)}`),
    coverage.unproven === null ? null : `  ${sayUnproven(coverage.unproven)}`,
    letters === "" ? null : `  ${letters}`,
  ]
    .filter((line) => line !== null)
    .join("\n");
}

/** A scope that is missing can be added; the rest is for the person who knows the subscription. */
function sayRefusal({ endpoint, state, detail }: ClientStatus["refusals"][number]): string {
  const because = {
    "missing-scope": `the token lacks the scope ${detail ?? ""}`,
    tier: "the subscription does not include it",
    absent: "HubSpot does not know it",
    unreachable: "it did not answer",
  }[state];
  return `  Cannot read ${endpoint}: ${because}`;
}

function sayOpen({ open, coverage }: ClientStatus): string {
  const counted = [...severities]
    .reverse()
    .filter((severity) => open[severity] > 0)
    .map((severity) => `${open[severity]} ${paintSeverity(severity)}`);
  if (counted.length > 0) return `Open: ${counted.join(", ")}`;
  if (coverage.assessed === 0 || !coverage.checked.isChecked)
    return "Nothing is known to be open, and nothing was checked.";
  return "Nothing is open.";
}
