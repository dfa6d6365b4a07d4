import { countOf, ordinal } from "../../domain/duration.ts";
import { partition } from "../../domain/partition.ts";
import { sayUnjudged } from "../../domain/reporting/unjudged.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import type { FindingList } from "../../operations/list-findings.ts";
import type { ClientCoverage } from "../../operations/reads/client-coverage.ts";
import type { FindingView } from "../../operations/reads/finding-view.ts";
import { sayLag } from "../../domain/mirror/say-lag.ts";
import { sayUnproven } from "../../domain/leads/say-unproven.ts";
import { paint, paintSeverity } from "./style.ts";

/** Findings client by client, each followed by what could not be checked. */
export function sayFindings({ findings, coverage }: FindingList): string {
  return coverage
    .map((client) =>
      sayClient(
        client,
        findings.filter((finding) => finding.client.id === client.clientId),
      ),
    )
    .join("\n\n");
}

function sayClient(coverage: ClientCoverage, findings: readonly FindingView[]): string {
  const [observed, told] = partition(findings, ({ isObserved }) => isObserved);
  return [
    `${paint("bold", coverage.clientName)} ${paint("dim", coverage.clientId)}: ${countOf(told.length, "finding")}, ${sayCoverage(coverage)}`,
    ...sayChecked(coverage),
    ...told.flatMap((finding) => sayFinding(finding, coverage.timeZone)),
    ...(observed.length === 0 ? [] : [`  ${paint("dim", "Observed, not alerting:")}`]),
    ...observed.flatMap((finding) => sayFinding(finding, coverage.timeZone)),
    ...sayGaps(coverage),
  ].join("\n");
}

function sayFinding(
  { severity, status, summary, since, findingId, subject, owner, episode, acceptance }: FindingView,
  timeZone: string,
): readonly string[] {
  const state = status === "open" ? "" : paint("green", " resolved");
  const details = [
    `since ${sayInstant(since, timeZone)}`,
    owner?.name ?? null,
    episode > 1 ? `${ordinal(episode)} occurrence` : null,
    subject.url,
  ].filter((part) => part !== null);
  return [
    `  ${paintSeverity(severity)}${state} ${summary}`,
    ...(acceptance === null
      ? []
      : [`    Accepted by ${acceptance.by} until ${sayInstant(acceptance.until, timeZone)}: ${acceptance.reason}`]),
    `    ${paint("dim", `${findingId} · ${details.join(" · ")}`)}`,
  ];
}

/** "9 of 10 checks assessed". */
export function sayCoverage({ assessed, enabled }: ClientCoverage): string {
  const said = `${assessed} of ${countOf(enabled, "check")} assessed`;
  return assessed === enabled ? said : paint("yellow", said);
}

/** That the last readings are old, or were paused; nothing while all is read in time. */
export function sayChecked({
  checked: { isChecked, reason, remedy },
}: Pick<ClientCoverage, "checked">): readonly string[] {
  if (reason === null) return [];
  return [`  ${paint(isChecked ? "yellow" : "red", reason)}${remedy === null ? "" : ` ${remedy}`}`];
}

/** The checks that say nothing and why, those with the same reason on one line, and what the others could not judge. */
export function sayGaps({ gaps, unjudged, searchLag, unproven }: ClientCoverage): readonly string[] {
  const isGap = new Set(gaps.map(({ checkId }) => checkId));
  const few = unjudged.filter(({ checkId }) => !isGap.has(checkId));
  const groups = Map.groupBy(gaps, ({ status, reason, remedy }) => JSON.stringify([status, reason, remedy]));
  const said = [...groups.values()].map((group) => {
    const { status, reason, remedy } = group[0]!;
    const state = status === "not-assessed" ? "not assessed" : "partly assessed";
    const names = group.map(({ checkId }) => checkId).join(", ");
    return `  ${paint("yellow", state)} ${names}: ${reason}${remedy === null ? "" : ` ${remedy}`}`;
  });
  const shares = few.map(({ checkId, unknown, of }) => `  ${paint("dim", sayUnjudged({ unknown, of }))} ${checkId}`);
  return [
    ...said,
    ...shares,
    ...searchLag.map((lag) => `  ${paint("dim", sayLag(lag))}`),
    ...(unproven === null ? [] : [`  ${paint("dim", sayUnproven(unproven))}`]),
  ];
}
