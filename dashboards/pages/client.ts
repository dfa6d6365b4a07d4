import { countOf } from "../../domain/duration.ts";
import { endingWords, isFixed } from "../../domain/findings/ending.ts";
import { sayUnjudged } from "../../domain/reporting/unjudged.ts";
import { sayLag } from "../../domain/mirror/say-lag.ts";
import { sayUnproven } from "../../domain/leads/say-unproven.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { ClientContext } from "../page-context.ts";
import { checked, knowledgeNotice } from "../parts/age.ts";
import { alertCard } from "../parts/alert-card.ts";
import { clientHead, countNote } from "../parts/client-head.ts";
import { findingsBySeverity } from "../parts/finding-list.ts";
import { checkPath, findingPath, nameOf, outside, sentence } from "../parts/link.ts";
import { coverage as coverageOf, scoreChange, scoreNumber } from "../parts/score.ts";
import { severityShape } from "../parts/severity.ts";
import { sparkline } from "../parts/sparkline.ts";
import { instant } from "../parts/time.ts";
import { observedPanel } from "../parts/observed.ts";
import { areasOf } from "../parts/areas.ts";
import { waterfall } from "../parts/waterfall.ts";
import type { AlertWithEvents } from "../../storage/reads/current-alerts.ts";
import type { FindingRow } from "../../storage/findings.ts";
import type { RecentEvent } from "../../storage/reads/recent-events.ts";
import type { CoverageGap } from "../../operations/reads/client-coverage.ts";
import type { ObservedWithTold } from "../../operations/reads/would-have-told.ts";
import { inline } from "../parts/runbook.ts";
import { isKnown } from "../../operations/reads/standing.ts";
import type { StandingWithTrend } from "../../operations/reads/score-trend.ts";
import type { Standing } from "../../operations/reads/standing.ts";

export interface ClientPageContent {
  readonly standing: StandingWithTrend;
  readonly findings: readonly FindingRow[];
  readonly alerts: readonly AlertWithEvents[];
  readonly events: readonly RecentEvent[];
  /** The name that the visitor took an alert with before; empty for a newcomer. */
  readonly visitor: string;
  readonly observed: readonly ObservedWithTold[];
}

/** One client: how it stands, who was told, what is broken, and what could not be assessed. */
export function clientPage(context: ClientContext, content: ClientPageContent): Markup {
  const { findings, standing } = content;
  const waiting = findings.filter(({ topic }) => topic === "waiting-leads").length;
  return markup`${clientHead(context, "overview", waiting, standing.age)}
${knowledgeNotice(context, standing)}
${standingPanel(context, content)}
${whoWasTold(context, content)}
<section class="panel" id="findings"><h2>Open findings ${findings.length === 0 && !isKnown(standing) ? null : countNote(findings.length, "finding")}</h2>
${findings.length === 0 ? nothingOpen(context, standing) : findingsBySeverity(context, findings)}</section>
${observedPanel(context, content.observed)}
${notAssessed(context, standing)}
${notSeen(context, standing)}
${recentEvents(context, content)}`;
}

function whoWasTold(context: ClientContext, { alerts, findings, visitor }: ClientPageContent): Markup | null {
  if (alerts.length === 0 && findings.length === 0) return null;
  const list =
    alerts.length === 0
      ? markup`<p class="soft">No one has been notified of what is open now. The page of each finding says why.</p>`
      : markup`<ul class="alerts">${alerts.map((alert) => alertCard(context, alert, visitor))}</ul>`;
  return markup`<section class="panel" id="alerts"><h2>Who was told ${countNote(alerts.length, "alert")}</h2>${list}</section>`;
}

function standingPanel(context: ClientContext, { standing }: ClientPageContent): Markup {
  const { score } = standing;
  return markup`<section class="panel standing"><div class="standing-score">
<h2>Health</h2>
<div class="score-line">${scoreNumber(standing)}<div><p>${scoreChange(standing) ?? ((score?.value ?? null) === null ? null : markup`<span class="soft">of 100</span>`)}</p><p class="small">${coverageOf(standing)}</p></div></div>
${sparkline(standing.history, "Score of the last 28 days")}
${asOf(context, standing)}
${areasOf(score)}</div>
<div class="standing-points"><h2>What lowered the score</h2>
${
  score === null || score.value === null
    ? markup`<p class="soft">No score: ${whyUnknown(standing) ?? "nothing could be assessed"}.</p>`
    : score.parts.length === 0
      ? markup`<p class="calm">No points lost.</p>`
      : waterfall(score, (checkId) => context.describe(checkId).failureTitle)
}</div></section>`;
}

function asOf(context: ClientContext, standing: Standing): Markup {
  const { lastRun } = standing;
  if (lastRun === null) return markup`<p class="small soft">No audit yet.</p>`;
  const url = context.options.links.workflow(lastRun.workflow_id, lastRun.workflow_run_id);
  return markup`<p class="small soft">${checked(context, standing, context.client.timeZone)} · ${url === null ? `last audit: ${lastRun.cadence}` : outside("last audit in Temporal", url)}${
    lastRun.status === "failed" || lastRun.status === "partial"
      ? markup` · <span class="lacking">${lastRun.status}${lastRun.reason === null ? null : `: ${lastRun.reason}`}</span>`
      : null
  }</p>`;
}

function whyUnknown(standing: Standing): string | null {
  if (isKnown(standing)) return null;
  return standing.age.completeAt === null ? "this portal has not been read yet" : "this client is not being checked";
}

function nothingOpen(context: ClientContext, standing: Standing): Markup {
  const { coverage } = standing;
  const unknown = whyUnknown(standing);
  if (unknown !== null) return markup`<p class="lacking">Not known: ${unknown}.</p>`;
  const { assessed, enabled } = coverage;
  const claim = assessed === enabled ? "Nothing is open." : "Nothing is open in what could be assessed.";
  return markup`<p class="calm" data-claim>${claim} ${assessed} of ${countOf(enabled, "check")} assessed. ${checked(context, standing, context.client.timeZone)}.</p>`;
}

function notAssessed(context: ClientContext, { coverage: { gaps }, age }: Standing): Markup | null {
  // Before the first audit the notice above says it all.
  if (gaps.length === 0 || age.completeAt === null) return null;
  return markup`<section class="panel" id="coverage"><h2>Not assessed ${countNote(gaps.length, "check")}</h2>
<p class="soft">These checks couldn't run and don't count toward the score.</p>
<dl class="gaps">${[...Map.groupBy(gaps, ({ status, reason, remedy }) => JSON.stringify([status, reason, remedy])).values()].map((group) => gapItem(context, group))}</dl></section>`;
}

/** Checks that lack the same thing stand together: one remedy serves them all. */
function gapItem(context: ClientContext, group: readonly CoverageGap[]): Markup {
  const { status, reason, remedy } = group[0]!;
  return markup`<div><dt>${group.map(({ checkId }) => markup`<span><a href="${checkPath(context.client.clientId, checkId)}">${context.describe(checkId).failureTitle}</a></span>`)}${status === "partly-assessed" ? markup`<span class="lacking">only partly</span>` : null}</dt>
<dd><p>${reason}</p>${remedy === null ? null : markup`<p><strong>What to do:</strong> ${inline(remedy)}</p>`}</dd></div>`;
}

/** What checks that count as assessed could not judge, and what HubSpot showed late or not at all. */
function notSeen(context: ClientContext, { coverage, age }: Standing): Markup | null {
  const { client } = context;
  const isGap = new Set(coverage.gaps.map(({ checkId }) => checkId));
  const few = coverage.unjudged.filter(({ checkId }) => !isGap.has(checkId));
  const { searchLag, unproven } = coverage;
  if (age.completeAt === null || few.length + searchLag.length + (unproven === null ? 0 : 1) === 0) return null;
  return markup`<section class="panel" id="unseen"><h2>Not fully seen</h2><ul class="plain">${few.map(
    (share) =>
      markup`<li><a href="${checkPath(client.clientId, share.checkId)}">${context.describe(share.checkId).failureTitle}</a>: <span class="lacking">${sayUnjudged(share)}</span></li>`,
  )}${searchLag.map((lag) => markup`<li>${sayLag(lag)} <span class="soft">Last seen ${instant(new Date(lag.at), client.timeZone)}.</span></li>`)}${
    unproven === null ? null : markup`<li>${sayUnproven(unproven)}</li>`
  }</ul></section>`;
}

const kindWords = {
  opened: "Opened",
  reopened: "Came back",
  worsened: "Got worse",
  eased: "Eased",
  moved: "Moved to another owner",
  resolved: "Resolved",
} as const;

function recentEvents(context: ClientContext, { events }: ClientPageContent): Markup | null {
  if (events.length === 0) return null;
  return markup`<section class="panel" id="events"><h2>What happened last</h2><ol class="timeline">${events.map(
    (event) =>
      markup`<li><span class="when">${instant(event.at, context.client.timeZone)}</span><span>${eventLine(context, event)}</span></li>`,
  )}</ol></section>`;
}

/** Only what was seen healthy has the mark of a good end. */
function endLine(context: ClientContext, event: ClientPageContent["events"][number], path: string): Markup {
  const name = markup`<a class="name" href="${path}">${nameOf(event.subject_label)}</a> <span class="soft">${context.describe(event.check_id).title}</span>`;
  if (event.ending === null || isFixed(event.ending))
    return markup`<span class="mended" aria-hidden="true">✓</span> <strong>${kindWords.resolved}:</strong> ${name}`;
  return markup`<strong>Closed, ${endingWords[event.ending]}:</strong> ${name}`;
}

function eventLine(context: ClientContext, event: ClientPageContent["events"][number]): Markup {
  const path = findingPath(context.client.clientId, event.finding_id);
  const kind = markup`<strong>${kindWords[event.kind]}${event.baseline ? " (baseline)" : ""}:</strong>`;
  // What was wrong is over, so its sentence would read as if it were true.
  if (event.kind === "resolved") return endLine(context, event, path);
  return markup`${severityShape(event.severity)} ${kind} ${sentence(context.words.ofEvent(event, event), event.subject_label, path)}`;
}
