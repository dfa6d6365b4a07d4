import { countOf } from "../../domain/duration.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { ClientContext } from "../page-context.ts";
import { alertCard } from "../parts/alert-card.ts";
import { clientHead, countNote } from "../parts/client-head.ts";
import { findingsByTopic } from "../parts/finding-list.ts";
import { findingPath, nameOf, outside, sentence } from "../parts/link.ts";
import { coverage, scoreChange, scoreNumber } from "../parts/score.ts";
import { severityShape } from "../parts/severity.ts";
import { sparkline } from "../parts/sparkline.ts";
import { ago, instant } from "../parts/time.ts";
import { waterfall } from "../parts/waterfall.ts";
import type { AlertWithEvents } from "../reads/alerts.ts";
import type { FindingRow, readRecentEvents } from "../reads/findings.ts";
import { isBlind } from "../reads/fleet.ts";
import type { OutcomeRow } from "../reads/outcomes.ts";
import type { Standing } from "../reads/standing.ts";

export interface ClientPageContent {
  readonly standing: Standing;
  readonly findings: readonly FindingRow[];
  readonly alerts: readonly AlertWithEvents[];
  readonly outcomes: readonly OutcomeRow[];
  readonly events: Awaited<ReturnType<typeof readRecentEvents>>;
  /** The name that the visitor took an alert with before; empty for a newcomer. */
  readonly visitor: string;
}

/** One client: how it stands, who was told, what is broken, and what could not be assessed. */
export function clientPage(context: ClientContext, content: ClientPageContent): Markup {
  const { findings, standing } = content;
  const waiting = findings.filter(({ topic }) => topic === "waiting-leads").length;
  return markup`${clientHead(context, "overview", waiting)}
${isBlind(standing) ? blindNotice(context, standing) : null}
${standingPanel(context, content)}
${whoWasTold(context, content)}
<section class="panel" id="findings"><h2>Open findings ${countNote(findings.length, "finding")}</h2>
${findings.length === 0 ? nothingBroken(context, standing) : findingsByTopic(context, findings)}</section>
${notAssessed(context, content.outcomes)}
${recentEvents(context, content)}`;
}

function whoWasTold(context: ClientContext, { alerts, findings, visitor }: ClientPageContent): Markup | null {
  if (alerts.length === 0 && findings.length === 0) return null;
  const list =
    alerts.length === 0
      ? markup`<p class="soft">Nobody has been told of what is open now. The page of each finding says why.</p>`
      : markup`<ul class="alerts">${alerts.map((alert) => alertCard(context, alert, visitor))}</ul>`;
  return markup`<section class="panel" id="alerts"><h2>Who was told ${countNote(alerts.length, "alert")}</h2>${list}</section>`;
}

function blindNotice({ client, now }: ClientContext, { access, accessCheckedAt }: Standing): Markup {
  return markup`<section class="notice" role="alert"><h2>Nobody can look into this portal</h2>
<p>${access!.reason} ${accessCheckedAt === null ? null : markup`<span class="soft">Tried ${ago(accessCheckedAt, now, client.timeZone)}.</span>`}</p>
<p><strong>What to do:</strong> ${access!.remedy}</p>
<p class="soft">Until then no score is given and nothing counts as mended: what is listed below is what was seen before.</p></section>`;
}

function standingPanel(context: ClientContext, { standing }: ClientPageContent): Markup {
  const { score } = standing;
  return markup`<section class="panel standing"><div class="standing-score">
<h2>Health</h2>
<div class="score-line">${scoreNumber(standing)}<div><p>${scoreChange(standing) ?? ((score?.value ?? null) === null ? null : markup`<span class="soft">of 100</span>`)}</p><p class="small">${coverage(standing)}</p></div></div>
${sparkline(standing.history, "Score of the last 28 days")}
${asOf(context, standing)}
</div>
<div class="standing-points"><h2>Where the points went</h2>
${
  score === null || score.value === null
    ? markup`<p class="soft">No score: nothing could be assessed.</p>`
    : score.parts.length === 0
      ? markup`<p class="calm">No points lost.</p>`
      : waterfall(score, (checkId) => context.describe(checkId).title)
}</div></section>`;
}

function asOf({ client, now, options }: ClientContext, { lastRun, lastGoodRunAt }: Standing): Markup {
  if (lastRun === null) return markup`<p class="small soft">No audit has met this client yet.</p>`;
  const url = options.links.workflow(lastRun.workflowId, lastRun.workflowRunId);
  const good = lastGoodRunAt === null ? markup`never read` : markup`read ${ago(lastGoodRunAt, now, client.timeZone)}`;
  return markup`<p class="small soft">${good} · ${url === null ? `last audit: ${lastRun.cadence}` : outside("last audit in Temporal", url)}${
    lastRun.status === "failed" || lastRun.status === "partial"
      ? markup` · <span class="lacking">${lastRun.status}${lastRun.reason === null ? null : `: ${lastRun.reason}`}</span>`
      : null
  }</p>`;
}

function nothingBroken({ client, now }: ClientContext, { score, scoreAsOf }: Standing): Markup {
  if (score === null || scoreAsOf === null)
    return markup`<p class="calm">Nothing is known yet: the first audit has not ended.</p>`;
  const { assessed, enabled } = score;
  const claim = assessed === enabled ? "Nothing is broken." : "Nothing is broken in what could be assessed.";
  return markup`<p class="calm">${claim} ${assessed} of ${countOf(enabled, "check")} assessed, ${ago(scoreAsOf, now, client.timeZone)}.</p>`;
}

function notAssessed(context: ClientContext, outcomes: readonly OutcomeRow[]): Markup | null {
  const gaps = outcomes.filter(({ status }) => status !== "assessed");
  if (gaps.length === 0) return null;
  return markup`<section class="panel" id="coverage"><h2>Not assessed ${countNote(gaps.length, "check")}</h2>
<p class="soft">Not looking is not the same as being well: these checks cost no points and earn none.</p>
<dl class="gaps">${[...Map.groupBy(gaps, ({ status, reason, remedy }) => JSON.stringify([status, reason, remedy])).values()].map((group) => gapItem(context, group))}</dl></section>`;
}

/** Checks that lack the same thing stand together: one remedy mends them all. */
function gapItem(context: ClientContext, group: readonly OutcomeRow[]): Markup {
  const { status, reason, remedy, as_of } = group[0]!;
  const titles = group.map(({ check_id }) => context.describe(check_id).title);
  return markup`<div><dt>${titles.map((title) => markup`<span>${title}</span>`)}${status === "partly-assessed" ? markup`<span class="lacking">only partly</span>` : null}</dt>
<dd><p>${reason ?? "no reason was kept"} <span class="soft">(${ago(as_of, context.now, context.client.timeZone)})</span></p>${remedy === null ? null : markup`<p><strong>What to do:</strong> ${remedy}</p>`}</dd></div>`;
}

const kindWords = {
  opened: "Broke",
  reopened: "Came back",
  worsened: "Got worse",
  eased: "Eased",
  moved: "Moved to another owner",
  resolved: "Mended",
} as const;

function recentEvents(context: ClientContext, { events }: ClientPageContent): Markup | null {
  if (events.length === 0) return null;
  return markup`<section class="panel" id="events"><h2>What happened last</h2><ol class="timeline">${events.map(
    (event) =>
      markup`<li><span class="when">${instant(event.at, context.client.timeZone)}</span><span>${eventLine(context, event)}</span></li>`,
  )}</ol></section>`;
}

function eventLine(context: ClientContext, event: ClientPageContent["events"][number]): Markup {
  const path = findingPath(context.client.clientId, event.finding_id);
  const kind = markup`<strong>${kindWords[event.kind]}${event.mode === "baseline" ? " (baseline)" : ""}:</strong>`;
  // What was wrong is over, so its sentence would read as if it were true.
  if (event.kind === "resolved")
    return markup`<span class="mended" aria-hidden="true">✓</span> ${kind} <a class="name" href="${path}">${nameOf(event.subject_label)}</a> <span class="soft">${context.describe(event.check_id).title}</span>`;
  return markup`${severityShape(event.severity)} ${kind} ${sentence(event.summary, event.subject_label, path)}`;
}
