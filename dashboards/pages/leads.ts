import { hoursNotedIn } from "../../domain/findings/hours-noted.ts";
import { inHoursOf, sayTeam } from "../../domain/business-time.ts";
import { countOf, sayBusinessMinutes } from "../../domain/duration.ts";
import { stillWaiting, type LeadAnswers } from "../../domain/reporting/weekly-report.ts";
import { sayWeek } from "../../reports/format.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import { sayUnproven } from "../../domain/leads/say-unproven.ts";
import { sayBeside } from "../../reports/weekly/say-beside.ts";
import type { ClientContext } from "../page-context.ts";
import { checked, knowledgeNotice, lastReading } from "../parts/age.ts";
import { clientHead } from "../parts/client-head.ts";
import { findingPath, nameOf, outside } from "../parts/link.ts";
import { severityShape } from "../parts/severity.ts";
import { instant } from "../parts/time.ts";
import type { FindingRow } from "../../storage/findings.ts";
import { isKnown } from "../../operations/reads/standing.ts";
import type { StoredReport } from "../../storage/reads/reports.ts";
import type { Standing } from "../../operations/reads/standing.ts";

export interface LeadsPageContent {
  readonly standing: Standing;
  readonly leads: readonly FindingRow[];
  /** The running week, where it is measured. */
  readonly thisWeek: LeadAnswers | null;
  readonly lastReport: StoredReport | null;
}

/** Who waits for a first reply, the longest first, and how fast the others were answered. */
export function leadsPage(context: ClientContext, content: LeadsPageContent): Markup {
  const { leads, standing } = content;
  return markup`${clientHead(context, "leads", leads.length, standing.age)}
${knowledgeNotice(context, standing)}
<header class="page-head"><h1 data-claim>${titleOf(context, content)}</h1><p class="soft">${asOf(context, standing)} Waiting counts business time.</p></header>
${leads.length === 0 ? empty(standing) : table(context, content)}
${howFast(content)}
${unproven(standing)}`;
}

function titleOf({ client }: ClientContext, { leads, standing }: LeadsPageContent): Markup {
  const { completeAt } = standing.age;
  if (!isKnown(standing))
    return completeAt === null ? markup`Not known yet` : markup`Unknown since ${instant(completeAt, client.timeZone)}`;
  return leads.length === 0
    ? markup`No overdue leads`
    : markup`${countOf(leads.length, "lead")} waiting for a first reply`;
}

function asOf(context: ClientContext, standing: Standing): Markup {
  return isKnown(standing)
    ? markup`${checked(context, standing, context.client.timeZone)}.`
    : lastReading(context, standing);
}

function empty(standing: Standing): Markup {
  return isKnown(standing)
    ? markup`<section class="panel"><p class="calm" data-claim>Every lead has been answered or is still within the promise.</p></section>`
    : markup`<section class="panel"><p class="lacking">Nothing is known of the leads since then.</p></section>`;
}

/** Of a client that is not read any more it is only known how long a lead had waited when it last was. */
function table({ client, now, options }: ClientContext, { leads, standing }: LeadsPageContent): Markup {
  const until = isKnown(standing) ? now : (standing.age.completeAt ?? now);
  const businessTime = options.businessTimeOf(client);
  const rows = leads
    .map((lead) => {
      const hours = inHoursOf(businessTime, hoursNotedIn(lead.evidence));
      return { lead, hours, waited: hours.minutesBetween(lead.since, until) };
    })
    .toSorted((a, b) => b.waited - a.waited);
  return markup`<section class="panel"><table class="leads"><thead><tr><th scope="col">${isKnown(standing) ? "Waited" : "Had waited"}</th><th scope="col">Lead</th><th scope="col">Owner</th><th scope="col">Asked</th><th scope="col"><span class="unseen">Record</span></th></tr></thead>
<tbody>${rows.map(
    ({ lead, hours, waited }) => markup`<tr>
<td class="waited">${severityShape(lead.severity)} <strong>${sayBusinessMinutes(waited)}</strong>${hours.team === undefined ? null : markup`<div class="small soft">hours of ${sayTeam(hours.team)}</div>`}</td>
<td><a class="name" href="${findingPath(client.clientId, lead.finding_id)}">${nameOf(lead.subject_label)}</a>${typeof lead.evidence["raisedHandOn"] === "string" ? markup`<div class="small soft">${lead.evidence["raisedHandOn"]}</div>` : null}</td>
<td data-label="Owner">${lead.owner_name ?? markup`<span class="lacking">no owner</span>`}</td>
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

function unproven({ coverage }: Standing): Markup | null {
  return coverage.unproven === null ? null : markup`<p class="lacking">${sayUnproven(coverage.unproven)}</p>`;
}

function week(name: string, leads: LeadAnswers): Markup {
  if (!leads.known)
    return markup`<div class="week"><h3>${name}</h3><p class="lacking">Not known: ${leads.reason}</p></div>`;
  const notes = sayBeside(leads).map((sentence) => markup`<p class="small soft">${sentence}</p>`);
  if (leads.raised === 0)
    return markup`<div class="week"><h3>${name}</h3><p class="soft">No requests.</p>${notes}</div>`;
  const due = leads.raised - leads.stillWithinPromise;
  const minutes = (value: number | null) => (value === null ? "–" : sayBusinessMinutes(value));
  return markup`<div class="week"><h3>${name}</h3><div class="facts">
<p class="fact"><span class="number">${leads.answeredWithinPromise} of ${due}</span> <span class="soft">answered within ${sayBusinessMinutes(leads.promiseMinutes)}</span></p>
<p class="fact"><span class="number">${minutes(leads.p50Minutes)}</span> <span class="soft">median first reply</span></p>
<p class="fact"><span class="number">${minutes(leads.p90Minutes)}</span> <span class="soft">90 % within</span></p>
<p class="fact"><span class="number">${stillWaiting(leads)}</span> <span class="soft">still waiting</span></p>
</div>${notes}</div>`;
}
