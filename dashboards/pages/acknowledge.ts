import { countOf } from "../../domain/duration.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { topicTitles } from "../../domain/alerting/topic.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { ClientContext } from "../page-context.ts";
import { severityShape } from "../parts/severity.ts";
import type { AlertWithEvents } from "../../storage/reads/current-alerts.ts";

/**
 * What a link in an e-mail opens: the alert as it is now, and the button that acknowledges it. Opening it does nothing.
 */
export function acknowledgePage(
  { client }: ClientContext,
  { alert, open }: AlertWithEvents,
  action: string,
  visitor: string,
): Markup {
  const list = `/clients/${encodeURIComponent(client.clientId)}#alerts`;
  const facts = `${client.name} · ${countOf(open, "finding")} open · since ${sayInstant(alert.opened_at.toISOString(), client.timeZone)}`;
  return markup`<section class="plain-page"><h1>${severityShape(alert.severity)} ${topicTitles[alert.topic]}</h1><p>${facts}</p>
<form class="acknowledge" method="post" action="${action}">
<label for="by">Your name</label>
<input id="by" name="by" value="${visitor}" required maxlength="80" autocomplete="name">
<button type="submit">I'm on it</button>
</form>
<p><a href="${list}">Open the list</a></p></section>`;
}
