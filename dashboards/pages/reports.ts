import { sayInstant } from "../../domain/say-instant.ts";
import { sayChange, sayDays, sayWeek } from "../../reports/format.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import { renderWeeklyPage } from "../../reports/weekly/page.ts";
import type { ClientContext } from "../page-context.ts";
import { clientHead } from "../parts/client-head.ts";
import { outside } from "../parts/link.ts";
import type { StoredReport } from "../../storage/reads/reports.ts";

const gradeTones = { green: "good", amber: "warn", red: "bad", unknown: "none" } as const;

/** All weekly reports of a client, newest first. */
export function reportsPage(context: ClientContext, reports: readonly StoredReport[]): Markup {
  const { client } = context;
  return markup`${clientHead(context, "reports", null, null)}
<header class="page-head"><h1>Weekly reports</h1></header>
${
  reports.length === 0
    ? markup`<section class="panel"><p class="calm">The first one comes on ${client.report.day.slice(0, 1).toUpperCase()}${client.report.day.slice(1)} at ${client.report.at} (${client.timeZone}). <span class="soft">Sooner: <code>revwatch report --client ${client.clientId}</code></span></p></section>`
    : markup`<ul class="report-list">${reports.map(({ model }) => {
        const href = `/clients/${encodeURIComponent(client.clientId)}/reports/${encodeURIComponent(model.period)}`;
        const change = sayChange(model.change);
        return markup`<li><span class="score tone-${gradeTones[model.grade]}">${model.score ?? "–"}</span>
<div><h2><a href="${href}">${sayWeek(model.period)}</a> <span class="heading-note">${sayDays(model.firstDay, model.lastDay)}</span></h2>
<p>${model.verdict}</p><p class="small soft">${change === null ? null : `${change} on the week before · `}${model.coverage.assessed} of ${model.coverage.enabled} checks assessed · as of ${sayInstant(model.method.asOf, client.timeZone)}</p></div></li>\n`;
      })}</ul>`
}`;
}

/** One weekly report: the same model and words as the e-mail. */
export function reportPage(context: ClientContext, { model, workflowId }: StoredReport): Markup {
  const url = workflowId === null ? null : context.options.links.workflow(workflowId);
  return markup`${clientHead(context, "reports", null, null)}
${renderWeeklyPage(model)}
${url === null ? null : markup`<p class="small soft">${outside("How this report was made, in Temporal", url)}</p>`}`;
}
