import { countOf } from "../../domain/duration.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { ClientAge } from "../../domain/watch/age.ts";
import type { ClientContext } from "../page-context.ts";
import { turnsIn } from "./age.ts";

export type ClientTab = "overview" | "leads" | "reports" | null;

/** The way back, the client's name and its own tabs. The zone is named here, once for the whole page. */
export function clientHead(
  context: ClientContext,
  tab: ClientTab,
  waitingLeads: number | null,
  age: ClientAge | null,
): Markup {
  const { client } = context;
  const path = `/clients/${encodeURIComponent(client.clientId)}`;
  const item = (name: Exclude<ClientTab, null>, href: string, words: string) =>
    markup`<li><a href="${href}"${name === tab ? markup` aria-current="page"` : null}>${words}</a></li>`;
  const leads = waitingLeads === null || waitingLeads === 0 ? "Leads waiting" : `Leads waiting (${waitingLeads})`;
  return markup`<div class="client-head"${age === null ? null : turnsIn(context, [age])}>
<p class="crumbs"><a href="/">Fleet</a></p>
<div class="name-line">${tab === "overview" ? markup`<h1 class="client-name">${client.name}</h1>` : markup`<p class="client-name"><a href="${path}">${client.name}</a></p>`}
<p class="soft">HubSpot portal ${client.portalId} · times in ${client.timeZone}</p></div>
<nav class="tabs" aria-label="${client.name}"><ul>
${item("overview", path, "Overview")}
${item("leads", `${path}/leads`, leads)}
${item("reports", `${path}/reports`, "Reports")}
</ul></nav>
</div>`;
}

/** "3 findings" as the quiet part of a heading. */
export function countNote(count: number, one: string): Markup {
  return markup`<span class="heading-note">${countOf(count, one)}</span>`;
}
