import { countOf, sayBusinessMinutes } from "../../domain/duration.ts";
import type { LeadAnswers } from "../../domain/weekly-report.ts";
import { sayWeek } from "../../reports/format.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { ClientContext } from "../page-context.ts";
import { clientHead } from "../parts/client-head.ts";
import { findingPath, nameOf, outside } from "../parts/link.ts";
import { severityShape } from "../parts/severity.ts";
import { ago, instant } from "../parts/time.ts";
import type { FindingRow } from "../reads/findings.ts";
import type { StoredReport } from "../reads/reports.ts";
import type { Standing } from "../reads/standing.ts";

export interface LeadsPageContent {
  readonly standing: Standing;
  readonly leads: readonly FindingRow[];
  /** The running week, where it is measured. */
  readonly thisWeek: LeadAnswers | null;
  readonly lastReport: StoredReport | null;
}

/** Who waits for a first answer, the longest first, and how fast the others were answered. */
export function leadsPage(context: ClientContext, content: LeadsPageContent): Markup {
  const { leads } = content;
  const title =
    leads.length === 0 ? "Nobody waits too long" : `${countOf(leads.length, "lead waits", "leads wait")} for a first answer`;
  return markup`${clientHead(context, "leads", leads.length)}
<header class="page-head"><h1>${title}</h1><p class="soft">${asOf(context, content)} Waiting counts business time.</p></header>
${leads.length === 0 ? empty(content) : table(context, leads)}
${howFast(content)}`;
}

function asOf({ client, now }: ClientContext, { standing }: LeadsPageContent): Markup {
  if (standing.scoreAsOf === null) return markup`No audit yet.`;
  return markup`Judged ${ago(standing.scoreAsOf, now, client.timeZone)}.`;
}

function empty({ standing }: LeadsPageContent): Markup {
  const isSeen = standing.access?.state === "granted" && standing.score !== null;
  return isSeen
    ? markup`<section class="panel"><p class="calm">Every lead that asked to be contacted was answered, or is still within the promise.</p></section>`
    : markup`<section class="panel"><p class="lacking">Not known: the portal cannot be read.</p></section>`;
}

function table({ client, now, options }: ClientContext, leads: readonly FindingRow[]): Markup {
  const businessTime = options.businessTimeOf(client);
  const rows = leads
    .map((lead) => ({ lead, waited: businessTime.minutesBetween(lead.since, now) }))
    .toSorted((a, b) => b.waited - a.waited);
  return markup`<section class="panel"><table class="leads"><thead><tr><th scope="col">Waited</th><th scope="col">Lead</th><th scope="col">Owner</th><th scope="col">Asked</th><th scope="col"><span class="unseen">Record</span></th></tr></thead>
<tbody>${rows.map(
    ({ lead, waited }) => markup`<tr>
<td class="waited">${severityShape(lead.severity)} <strong>${sayBusinessMinutes(waited)}</strong></td>
<td><a class="name" href="${findingPath(client.clientId, lead.finding_id)}">${nameOf(lead.subject_label)}</a>${typeof lead.evidence["raisedHandOn"] === "string" ? markup`<div class="small soft">${lead.evidence["raisedHandOn"]}</div>` : null}</td>
<td data-label="Owner">${lead.owner_name ?? markup`<span class="lacking">nobody</span>`}</td>
<td data-label="Asked">${instant(lead.since, client.timeZone)}</td>
<td>${outside("HubSpot", lead.subject_url)}</td></tr>\n`,
  )}</tbody></table></section>`;
}

function howFast({ thisWeek, lastReport }: LeadsPageContent): Markup {
  return markup`<section class="panel"><h2>How fast leads are answered</h2>
${thisWeek === null ? null : week("This week so far", thisWeek)}
${lastReport === null ? null : week(sayWeek(lastReport.model.period), lastReport.model.leads)}
${thisWeek === null && lastReport === null ? markup`<p class="soft">The first weekly report will say.</p>` : null}</section>`;
}

function week(name: string, leads: LeadAnswers): Markup {
  if (!leads.known) return markup`<div class="week"><h3>${name}</h3><p class="lacking">Not known: ${leads.reason}</p></div>`;
  if (leads.raised === 0)
    return markup`<div class="week"><h3>${name}</h3><p class="soft">Nobody asked to be contacted.</p></div>`;
  const due = leads.raised - leads.stillWithinPromise;
  const minutes = (value: number | null) => (value === null ? "–" : sayBusinessMinutes(value));
  return markup`<div class="week"><h3>${name}</h3><div class="facts">
<p class="fact"><span class="number">${leads.answeredWithinPromise} of ${due}</span> <span class="soft">answered within ${sayBusinessMinutes(leads.promiseMinutes)}</span></p>
<p class="fact"><span class="number">${minutes(leads.p50Minutes)}</span> <span class="soft">half were answered within</span></p>
<p class="fact"><span class="number">${minutes(leads.p90Minutes)}</span> <span class="soft">9 of 10 were answered within</span></p>
<p class="fact"><span class="number">${leads.unanswered.length}</span> <span class="soft">never answered</span></p>
</div></div>`;
}
