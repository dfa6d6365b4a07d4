import { countOf } from "../../domain/duration.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { AlarmRecord } from "../../domain/watch/alarm.ts";
import type { PageContext } from "../page-context.ts";
import { ageLine, checked, turnsIn } from "../parts/age.ts";
import { alarmStrip } from "../parts/alarm-strip.ts";
import { coverage, scoreChange, scoreNumber } from "../parts/score.ts";
import { fleetForm, needsAttention, viewOf, type FleetView } from "../parts/fleet-view.ts";
import { findingPath, sentence } from "../parts/link.ts";
import { severityCounts, severityShape } from "../parts/severity.ts";
import { sparkline } from "../parts/sparkline.ts";
import { ago } from "../parts/time.ts";
import { inline } from "../parts/runbook.ts";
import { findingWords } from "../../operations/reads/finding-words.ts";
import type { FleetRow } from "../../operations/reads/fleet.ts";
import { hasStopped, isBlind, isKnown } from "../../operations/reads/standing.ts";
import type { Standing } from "../../operations/reads/standing.ts";

/** All clients, the one that needs attention first on top, or as the visitor wants to see them. */
export function fleetPage(
  context: PageContext,
  rows: readonly FleetRow[],
  alarms: readonly AlarmRecord[],
  view: FleetView,
): Markup {
  if (rows.length === 0) return markup`${alarmStrip(context, alarms)}${noClients}`;
  const [title, note] = verdict(rows);
  const ages = rows.map(({ standing }) => standing.age);
  const shown = viewOf(rows, view);
  return markup`${alarmStrip(context, alarms)}<header class="page-head"${turnsIn(context, ages)}><h1 data-claim>${title}</h1><p class="soft">${note}</p></header>
${rows.length === 1 ? null : fleetForm(view)}
${shown.length === 0 ? markup`<section class="panel"><p>No client matches. <a href="/">Show all ${rows.length}</a></p></section>` : fleetList(context, shown)}`;
}

function fleetList(context: PageContext, rows: readonly FleetRow[]): Markup {
  return markup`<p class="fleet-columns" aria-hidden="true"><span>Health</span><span>Client</span><span>28 days</span><span>Open</span><span>Last audit</span></p>
<ul class="fleet">
${rows.map((row) => fleetRow(context, row))}
</ul>`;
}

const noClients = markup`<header class="page-head"><h1>No clients yet</h1>
<p class="soft">Add a file to <code>clients/</code> and run <code>revwatch apply</code>. Its first audit is a baseline: it is counted and shown, and no one is alerted.</p></header>`;

function urgency(row: FleetRow): string {
  if (isBlind(row.standing) || hasStopped(row.standing) || row.open.critical > 0) return " needs-now";
  return needsAttention(row) ? " needs" : "";
}

/** What is not known is never said to be well: calm is only claimed where every client was read in time. */
function verdict(rows: readonly FleetRow[]): readonly [string, string] {
  const all = rows.length;
  const count = (is: (row: FleetRow) => boolean) => rows.filter(is).length;
  const some = (number: number, one: string, many: string) =>
    number === all
      ? countOf(number, one, many)
      : `${number} of ${countOf(all, "client", "clients")} ${verbOf(number, one, many)}`;
  const needy = count(needsAttention);
  const waiting = count(({ standing }) => isFirstAuditDue(standing));
  const unknown = count(({ standing }) => !isKnown(standing));
  const title =
    needy > 0
      ? some(needy, "client needs attention", "clients need attention")
      : waiting > 0
        ? some(waiting, "client waits for its first audit", "clients wait for their first audit")
        : unknown > 0
          ? some(unknown, "client is not checked", "clients are not checked")
          : "Nothing needs attention";

  // What the leads of a client do that was not read is not known, so they are not counted as waiting.
  const leads = rows
    .filter(({ standing }) => isKnown(standing))
    .reduce((sum, { waitingLeads }) => sum + waitingLeads, 0);
  const open = rows.reduce((sum, row) => sum + Object.values(row.open).reduce((all, one) => all + one, 0), 0);
  const blind = count(({ standing }) => isBlind(standing));
  const stopped = count(({ standing }) => !isBlind(standing) && hasStopped(standing));
  const paused = count(({ standing }) => standing.age.state === "paused");
  const note = [
    ...(unknown < all
      ? [`${countOf(open, "finding")} open`]
      : open > 0
        ? [`${countOf(open, "finding")} open when last checked`]
        : []),
    ...(unknown === all
      ? []
      : [leads === 0 ? "no overdue leads" : `${countOf(leads, "lead")} waiting for a first reply`]),
    ...(blind === 0 ? [] : [`${countOf(blind, "portal")} cannot be read`]),
    ...(stopped === 0 ? [] : [`audits of ${countOf(stopped, "client")} have stopped`]),
    ...(waiting === 0 || needy === 0
      ? []
      : [`${countOf(waiting, "client waits", "clients wait")} for the first audit`]),
    ...(paused === 0 ? [] : [`${countOf(paused, "client")} paused`]),
  ].join(", ");
  if (note === "") return [title, "Nothing is known yet."];
  return [title, `${note.slice(0, 1).toUpperCase()}${note.slice(1)}.`];
}

/** "needs attention" out of "client needs attention". */
function verbOf(number: number, one: string, many: string): string {
  return (number === 1 ? one : many).replace(/^clients? /, "");
}

function isFirstAuditDue({ state, age }: Standing): boolean {
  return state === "waiting" || (age.completeAt === null && age.state === "waiting");
}

function fleetRow(context: PageContext, row: FleetRow): Markup {
  const { client, standing } = row;
  return markup`<li class="fleet-row${urgency(row)}">
<div class="cell-score">${scoreNumber(standing)}</div>
<div class="cell-name"><h2><a href="/clients/${encodeURIComponent(client.clientId)}">${client.name}</a></h2>
<p>${say(context, row)}</p></div>
<div class="cell-trend">${sparkline(standing.history, "Score")}<div class="small">${scoreChange(standing)}</div></div>
<div class="cell-open">${isFirstAuditDue(standing) ? null : markup`${severityCounts(row.open, isKnown(standing))}<div class="small">${coverage(standing)}</div>`}</div>
<div class="cell-run">${lastRun(context, row)}</div>
</li>\n`;
}

/** One line: why nothing is known, else the worst finding by its name. */
function say(context: PageContext, { client, standing, worst }: FleetRow): Markup {
  if (isBlind(standing))
    return markup`<strong class="tone-bad">${standing.access!.reason}</strong> ${inline(standing.access!.remedy ?? "")}`;
  if (!isKnown(standing))
    return ageLine(context, standing, client.timeZone) ?? markup`<span class="soft">Not checked.</span>`;
  if (worst !== null)
    return markup`${severityShape(worst.severity)} ${sentence(findingWords(client).of(worst, context.now), worst.subject_label, findingPath(client.clientId, worst.finding_id))}`;
  if (standing.coverage.assessed < standing.coverage.enabled)
    return markup`<span class="soft">Nothing is open in what could be assessed.</span>`;
  return markup`<span class="soft">Nothing is open.</span>`;
}

/** When it was last read, and below that what is wrong with reading it. */
function lastRun(context: PageContext, { client, standing }: FleetRow): Markup {
  const { lastRun: last } = standing;
  if (last === null) return markup`<span class="soft">No audit yet</span>`;
  const late = isKnown(standing) ? ageLine(context, standing, client.timeZone) : null;
  const trouble =
    last.status === "failed"
      ? markup`<span class="lacking">Last try failed ${ago(last.as_of, context.now, client.timeZone)}</span>`
      : late;
  return markup`<span>${checked(context, standing, client.timeZone)}</span>${trouble === null ? null : markup`<div class="small">${trouble}</div>`}`;
}
