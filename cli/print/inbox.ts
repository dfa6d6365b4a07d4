import { sayStage } from "../../domain/alerting/stage-words.ts";
import { topicTitles } from "../../domain/alerting/topic.ts";
import { countOf } from "../../domain/duration.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import type { Inbox, InboxAlert } from "../../operations/alerting/list-alerts.ts";
import { paint, paintSeverity } from "./style.ts";

/** One block for each alert, then what is held back. */
export function sayInbox({ alerts, held }: Inbox): string {
  const total = held.reduce((sum, { findings }) => sum + findings, 0);
  return [
    ...(alerts.length === 0 ? ["No alert needs anyone."] : alerts.map(sayAlert)),
    ...(total === 0
      ? []
      : [
          paint("dim", `Held back: ${countOf(total, "open finding")}`),
          ...held.map(({ clientId, stage, findings, worst }) =>
            paint("dim", `  ${clientId}: ${findings} ${sayStage(stage)}, the worst ${worst}`),
          ),
        ]),
  ].join("\n");
}

function sayAlert(alert: InboxAlert): string {
  const { client, alertId, receiver, topic, severity, open, worst, next, acknowledgedBy } = alert;
  const who = acknowledgedBy === null ? "Unacknowledged" : `Handled by ${acknowledgedBy}`;
  const more = open - worst.length;
  return [
    `${paintSeverity(severity)} ${client.name}: ${topicTitles[topic]}, ${countOf(open, "finding")} for ${receiver.name} ${paint("dim", alertId)}`,
    `  ${who}, since ${sayInstant(alert.openedAt, client.timeZone)}${next === null ? "" : `. Next: ${next.receivers.join(", ")} at ${sayInstant(next.at, client.timeZone)}`}`,
    ...worst.map(({ summary }) => `  ${summary}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join("\n");
}
