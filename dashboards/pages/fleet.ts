import { countOf, sayBusinessMinutes } from "../../domain/duration.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { PageContext } from "../page-context.ts";
import { coverage, scoreChange, scoreNumber } from "../parts/score.ts";
import { severityCounts } from "../parts/severity.ts";
import { sparkline } from "../parts/sparkline.ts";
import { ago } from "../parts/time.ts";
import { isBlind, type FleetRow } from "../reads/fleet.ts";

/** All clients, the one that needs somebody first on top. */
export function fleetPage(context: PageContext, rows: readonly FleetRow[]): Markup {
  if (rows.length === 0) return noClients;
  const [title, note] = verdict(rows);
  return markup`<header class="page-head"><h1>${title}</h1><p class="soft">${note}</p></header>
<p class="fleet-columns" aria-hidden="true"><span>Health</span><span>Client</span><span>28 days</span><span>Open</span><span>Last audit</span></p>
<ul class="fleet">
${rows.map((row) => fleetRow(context, row))}
</ul>`;
}

const noClients = markup`<header class="page-head"><h1>No clients yet</h1>
<p class="soft">Add a file to <code>clients/</code> and run <code>revwatch apply</code>. Its first audit is a baseline: it is counted and shown, and nobody is told.</p></header>`;

function needsSomebody({ standing, open, waitingLeads }: FleetRow): boolean {
  return isBlind(standing) || open.critical > 0 || open.high > 0 || waitingLeads > 0;
}

function urgency(row: FleetRow): string {
  if (isBlind(row.standing) || row.open.critical > 0) return " needs-now";
  return needsSomebody(row) ? " needs" : "";
}

function verdict(rows: readonly FleetRow[]): readonly [string, string] {
  const needy = rows.filter(needsSomebody).length;
  // What a blind portal's leads do now is not known, so they are not counted as waiting.
  const leads = rows.filter(({ standing }) => !isBlind(standing)).reduce((sum, { waitingLeads }) => sum + waitingLeads, 0);
  const open = rows.reduce((sum, row) => sum + Object.values(row.open).reduce((all, count) => all + count, 0), 0);
  const blind = rows.filter(({ standing }) => isBlind(standing)).length;
  const title =
    needy === 0
      ? "Nobody needs you right now"
      : needy === rows.length
        ? `${countOf(needy, "client needs", "clients need")} somebody`
        : `${needy} of ${countOf(rows.length, "client needs", "clients need")} somebody`;
  const note = [
    `${countOf(open, "finding")} open`,
    leads === 0 ? "no lead waits too long" : `${countOf(leads, "lead waits", "leads wait")} for a first answer`,
    ...(blind === 0 ? [] : [`${countOf(blind, "portal")} cannot be read`]),
  ].join(", ");
  return [title, `${note.slice(0, 1).toUpperCase()}${note.slice(1)}.`];
}

function fleetRow(context: PageContext, row: FleetRow): Markup {
  const { client, standing } = row;
  return markup`<li class="fleet-row${urgency(row)}">
<div class="cell-score">${scoreNumber(standing)}</div>
<div class="cell-name"><h2><a href="/clients/${encodeURIComponent(client.clientId)}">${client.name}</a></h2>
<p>${say(context, row)}</p>${lacking(row)}</div>
<div class="cell-trend">${sparkline(standing.history, "Score")}<div class="small">${scoreChange(standing)}</div></div>
<div class="cell-open">${standing.state === "waiting" ? null : markup`${severityCounts(row.open)}<div class="small">${coverage(standing)}</div>`}</div>
<div class="cell-run">${lastRun(context, row)}</div>
</li>\n`;
}

function say({ now, options }: PageContext, { client, standing, open, waitingLeads, waitingSince }: FleetRow): Markup {
  if (standing.state === "waiting") return markup`<span class="soft">Waits for its first audit.</span>`;
  if (standing.state === "onboarding") return markup`<span class="soft">Is being read for the first time: its baseline.</span>`;
  if (isBlind(standing)) return markup`<strong class="tone-bad">${standing.access!.reason}</strong> ${standing.access!.remedy}`;
  if (waitingLeads > 0 && waitingSince !== null) {
    const waited = options.businessTimeOf(client).minutesBetween(waitingSince, now);
    return markup`<a href="/clients/${encodeURIComponent(client.clientId)}/leads"><strong>${countOf(waitingLeads, "lead waits", "leads wait")}</strong></a> for a first answer, the longest for ${sayBusinessMinutes(waited)} of business time.`;
  }
  const count = Object.values(open).reduce((sum, of) => sum + of, 0);
  if (count > 0)
    return markup`<span class="soft">${countOf(count, "finding is", "findings are")} open; no lead waits too long.</span>`;
  if (standing.score === null || standing.score.assessed < standing.score.enabled)
    return markup`<span class="soft">Nothing is broken in what could be assessed.</span>`;
  return markup`<span class="soft">Nothing is broken.</span>`;
}

/** What would let the checks look that cannot; a blind portal says that by itself. */
function lacking({ client, standing, remedies }: FleetRow): Markup | null {
  const [first, ...others] = remedies;
  if (first === undefined || isBlind(standing)) return null;
  const more =
    others.length === 0
      ? null
      : markup` And <a href="/clients/${encodeURIComponent(client.clientId)}#coverage">${countOf(others.length, "more thing")} to do</a>.`;
  return markup`<p class="small lacking">Not everything can be assessed. ${first}${more}</p>`;
}

function lastRun({ now }: PageContext, { client, standing }: FleetRow): Markup {
  const { lastRun: last, lastGoodRunAt } = standing;
  if (last === null) return markup`<span class="soft">no audit yet</span>`;
  const good = lastGoodRunAt === null ? markup`never read` : markup`read ${ago(lastGoodRunAt, now, client.timeZone)}`;
  const trouble =
    last.status === "failed"
      ? markup`<div class="small lacking">last try failed ${ago(last.asOf, now, client.timeZone)}</div>`
      : null;
  return markup`<span>${good}</span>${trouble}`;
}
