import type { AlertLine, AlertMessage } from "../../domain/alerting/alert.ts";
import { webhookEvent, type WebhookEvent } from "../webhook/event.ts";
import { wordsOf } from "./words.ts";

/** The last word of an event's type: one word for one thing, as on every other surface. */
const words: Readonly<Record<AlertMessage["occasion"], string>> = {
  opened: "opened",
  worsened: "worse",
  changed: "changed",
  acknowledged: "acknowledged",
  escalated: "escalated",
  "handed-over": "handed-over",
  recovered: "resolved",
  reminder: "reminder",
};

/** An alert's revision for a program: the facts that people read elsewhere, by names that do not change. */
export function renderAlertForWebhook(message: AlertMessage, at: Date): WebhookEvent {
  const { clientId, clientName, alertId, episode, revision, topic, status, severity } = message;
  return webhookEvent(`alert.${words[message.occasion]}`, at.toISOString(), {
    client: { id: clientId, name: clientName },
    alert: { id: alertId, episode, revision, topic, status, severity, title: wordsOf(message).title },
    reason: message.reason ?? null,
    open: message.open,
    findings: message.sections.flatMap(({ ownerName, lines }) =>
      lines.map((line) => ({ ...findingOf(line), owner: ownerName, isNew: line.isNew })),
    ),
    notListed: message.more,
    resolved: message.recovered.map((line) => ({ ...findingOf(line), ending: line.ending ?? "seen-healthy" })),
    acknowledgedBy: message.acknowledgedBy,
    next: message.next,
    url: message.dashboardUrl,
  });
}

function findingOf({ findingId, checkId, label, summary, severity, since, url, note }: AlertLine) {
  return { id: findingId, check: checkId, name: label, summary, severity, since, url, note: note ?? null };
}
