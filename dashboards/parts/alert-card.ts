import { countOf, sayMinutes } from "../../domain/duration.ts";
import { topicTitles } from "../../domain/alerting/topic.ts";
import { sayList } from "../../reports/format.ts";
import { markup, type Markup } from "../../reports/markup.ts";
import type { ClientContext } from "../page-context.ts";
import type { AlertRow } from "../../storage/alerts.ts";
import type { AlertWithEvents } from "../../storage/reads/current-alerts.ts";
import { outside } from "./link.ts";
import { severityShape } from "./severity.ts";
import { ago, instant } from "./time.ts";

/** One alert: what was told to whom, who has it, who is next, and the way to take it. */
export function alertCard(context: ClientContext, { alert, events, open }: AlertWithEvents, visitor: string): Markup {
  const { client, now } = context;
  return markup`<li class="alert is-${alert.status}" id="alert-${alert.alert_id}">
<div class="alert-head">${severityShape(alert.severity)}<h3>${topicTitles[alert.topic]}</h3>${stateOf(alert, events, now)}</div>
<p>${countOf(open, "finding")} open · told to ${receiverName(context, alert.receiver)} ${ago(alert.opened_at, now, client.timeZone)}${workflowLink(context, alert)}</p>
${ladder(context, alert)}
${alert.status === "open" ? acknowledgeForm(context, alert, visitor) : null}
${
  events.length === 0
    ? null
    : markup`<details id="history-${alert.alert_id}"><summary>History</summary><ol class="timeline">${events.map(
        (event) =>
          markup`<li><span class="when">${instant(event.at, client.timeZone)}</span><span>${eventWords[event.kind]}${event.by_whom === null ? null : ` by ${event.by_whom}`}<span class="soft">: ${event.detail}</span></span></li>`,
      )}</ol></details>`
}
</li>\n`;
}

const eventWords = {
  opened: "Opened",
  changed: "Changed",
  worsened: "Worse",
  acknowledged: "Acknowledged",
  escalated: "Escalated",
  "handed-over": "Handed over",
  reminder: "Reminder",
  recovered: "Resolved",
} as const;

function stateOf(alert: AlertRow, events: AlertWithEvents["events"], now: Date): Markup {
  if (alert.status === "acknowledged") return markup`<span class="state">Handled by ${alert.acknowledged_by}</span>`;
  if (alert.status === "open") return markup`<span class="state urgent">Unacknowledged</span>`;
  if (events.at(-1)?.kind === "handed-over") return markup`<span class="state over">handed over</span>`;
  const minutes = Math.floor(((alert.resolved_at ?? now).getTime() - alert.opened_at.getTime()) / 60_000);
  return markup`<span class="state over">resolved after ${sayMinutes(minutes)}</span>`;
}

/** The steps of the escalation: those that were told, and the one that waits. */
function ladder({ client, now }: ClientContext, alert: AlertRow): Markup | null {
  if (alert.steps.length === 0 || alert.status === "resolved") return null;
  const name = (receiver: string) => nameIn(client.receivers, receiver);
  return markup`<ol class="ladder">${alert.steps.map((step, index) => {
    const dueAt = new Date(step.dueAt);
    const isTold = index < alert.next_step;
    const isStopped = !isTold && alert.status === "acknowledged";
    const words = isTold
      ? "told"
      : isStopped
        ? "not needed"
        : dueAt <= now
          ? "due now"
          : index === alert.next_step
            ? "next"
            : "then";
    return markup`<li class="${isTold ? "told" : isStopped ? "stopped" : "waiting"}">${sayList(step.receivers.map(name))} <span class="soft">${words} ${isStopped ? null : instant(dueAt, client.timeZone)}</span></li>`;
  })}</ol>`;
}

function acknowledgeForm({ client }: ClientContext, alert: AlertRow, visitor: string): Markup {
  const action = `/clients/${encodeURIComponent(client.clientId)}/alerts/${encodeURIComponent(alert.alert_id)}/acknowledge`;
  const field = `by-${alert.alert_id}`;
  return markup`<form class="acknowledge" method="post" action="${action}">
<input type="hidden" name="episode" value="${alert.episode}"><input type="hidden" name="revision" value="${alert.revision}">
<label for="${field}">Your name</label>
<input id="${field}" name="by" value="${visitor}" required maxlength="80" autocomplete="name" placeholder="Your name">
<button type="submit">I’m on it</button>
</form>`;
}

function workflowLink({ options }: ClientContext, { workflow_id }: AlertRow): Markup | null {
  const url = workflow_id === null ? null : options.links.workflow(workflow_id);
  return url === null ? null : markup` · ${outside("follow-up in Temporal", url)}`;
}

export function receiverName({ client }: ClientContext, receiver: string): string {
  return nameIn(client.receivers, receiver);
}

function nameIn(receivers: readonly { readonly id: string; readonly name: string }[], id: string): string {
  return receivers.find((receiver) => receiver.id === id)?.name ?? id;
}
