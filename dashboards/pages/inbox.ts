import { sayStage } from "../../domain/alerting/stage-words.ts";
import { topicTitles } from "../../domain/alerting/topic.ts";
import { countOf } from "../../domain/duration.ts";
import { snoozeLengths } from "../../domain/snooze-length.ts";
import type { Inbox, InboxAlert } from "../../operations/alerting/list-alerts.ts";
import { sayList } from "../../reports/format.ts";
import { snoozeWords } from "../../reports/alert/snooze-words.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { PageContext } from "../page-context.ts";
import { inboxForm, type InboxView } from "../parts/inbox-view.ts";
import { findingPath, nameOf } from "../parts/link.ts";
import { select } from "../parts/select.ts";
import { severityShape } from "../parts/severity.ts";
import { ago, instant } from "../parts/time.ts";

/** The alerts of all clients that are not resolved, the unacknowledged and the worst first, to be acted on together. */
export function inboxPage(context: PageContext, inbox: Inbox, view: InboxView, visitor: string): Markup {
  const { alerts } = inbox;
  const unacknowledged = alerts.filter(({ status }) => status === "open").length;
  const title = unacknowledged === 0 ? "No unacknowledged alerts" : countOf(unacknowledged, "unacknowledged alert");
  const handled = alerts.length - unacknowledged;
  const clients = context.options.config().clients;
  return markup`<header class="page-head"><h1 data-claim>${title}</h1><p class="soft">${[
    ...(handled === 0 ? [] : [`${countOf(handled, "alert is", "alerts are")} being handled.`]),
    ...heldBack(inbox),
  ].join(" ")}</p></header>
${inboxForm(view, clients)}
${alerts.length === 0 ? markup`<section class="panel"><p class="soft">No open alert matches.</p></section>` : bulkForm(context, alerts, visitor)}`;
}

/** "Held back: 3 findings silenced or snoozed, 1 finding accepted." */
function heldBack({ held }: Inbox): readonly string[] {
  const byStage = Map.groupBy(held, ({ stage }) => stage);
  const counts = [...byStage].map(
    ([stage, all]) =>
      `${countOf(
        all.reduce((sum, { findings }) => sum + findings, 0),
        "finding",
      )} ${sayStage(stage)}`,
  );
  return counts.length === 0 ? [] : [`Held back: ${counts.join(", ")}.`];
}

const snoozes = snoozeLengths.map((length) => [length, snoozeWords[length]] as const);

function bulkForm(context: PageContext, alerts: readonly InboxAlert[], visitor: string): Markup {
  return markup`<form class="inbox" method="post" action="/alerts">
<ul class="inbox-rows">
${alerts.map((alert) => row(context, alert))}
</ul>
<div class="acknowledge bulk"><label for="inbox-by">Your name</label><input id="inbox-by" name="by" value="${visitor}" required maxlength="80" autocomplete="name" placeholder="Your name">
<button type="submit" name="act" value="acknowledge">I’m on it</button>
<label for="inbox-for">Snooze for</label>${select({ id: "inbox-for", name: "for", choices: snoozes })}
<button type="submit" name="act" value="snooze" class="second">Snooze</button></div>
</form>`;
}

/** What a form sends back of an alert, so that it acts on what was displayed. */
export function keyOf({ client, alertId, episode, revision }: InboxAlert): string {
  return [client.id, alertId, episode, revision].join("/");
}

function row({ now }: PageContext, alert: InboxAlert): Markup {
  const { client, topic, receiver, severity, open, worst, next, openedAt, acknowledgedBy } = alert;
  const key = keyOf(alert);
  const at = new Date(openedAt);
  const title = `${client.name}: ${topicTitles[topic]}`;
  const state =
    acknowledgedBy === null
      ? markup`<span class="state urgent">Unacknowledged</span>`
      : markup`<span class="state">Handled by ${acknowledgedBy}</span>`;
  return markup`<li class="inbox-row is-${alert.status}"><input type="checkbox" name="alert" id="alert-${key}" value="${key}" aria-label="Select ${title}, for ${receiver.name}">
${severityShape(severity)}
<div class="cell-name"><h2><a href="/clients/${encodeURIComponent(client.id)}#alert-${alert.alertId}">${title}</a></h2><p>${names(alert)}${open > worst.length ? markup` and ${open - worst.length} more` : null}</p></div>
<div class="cell-who"><span>${receiver.name}</span><div class="small soft">${ago(at, now, client.timeZone)}</div></div>
<div class="cell-state">${state}${next === null ? null : markup`<div class="small soft">next ${sayList(next.receivers)}, ${instant(new Date(next.at), client.timeZone)}</div>`}</div></li>\n`;
}

/** What it told of may have ended, or be held back by now, before an audit has resolved it. */
function names({ client, worst }: InboxAlert): Markup {
  if (worst.length === 0) return markup`<span class="soft">No open finding</span>`;
  return markup`${worst.map(
    ({ findingId, label }, index) =>
      markup`${index === 0 ? null : ", "}<a href="${findingPath(client.id, findingId)}">${nameOf(label)}</a>`,
  )}`;
}
