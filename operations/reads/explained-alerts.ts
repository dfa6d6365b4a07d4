import type { ClientConfig } from "../../config/config.ts";
import type { AlertStatus } from "../../domain/alerting/alert.ts";
import { placeIn, type ChannelId } from "../../domain/alerting/channels.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import type { AlertEventKind, OutboxState } from "../../storage/database.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import { readAlertsOfFinding } from "../../storage/reads/alerts-of-finding.ts";
import type { World } from "../world.ts";

/** One message on one channel, and what became of it. */
export interface ExplainedDelivery {
  readonly receiver: string;
  readonly channel: ChannelId;
  readonly address: string;
  /** A first message, an edit of it, an answer below it, or a mail. */
  readonly act: string;
  readonly occasion: string | null;
  readonly state: OutboxState;
  /** Why it is sent, or why it was not. */
  readonly because: string | null;
  readonly attempts: number;
  readonly createdAt: string;
  readonly notBefore: string | null;
  readonly sentAt: string | null;
}

export interface ExplainedAlert {
  readonly alertId: string;
  readonly receiver: { readonly id: string; readonly name: string };
  readonly topic: Topic;
  readonly episode: number;
  readonly status: AlertStatus;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: string | null;
  /** Whether its receiver has been told of this finding in the present episode. */
  readonly hasTold: boolean;
  /** Who is told next and when, while nobody has taken it. */
  readonly next: { readonly receivers: readonly string[]; readonly at: string } | null;
  readonly events: readonly {
    readonly at: string;
    readonly kind: AlertEventKind;
    readonly byWhom: string | null;
    readonly detail: string;
  }[];
  readonly deliveries: readonly ExplainedDelivery[];
  readonly workflowUrl: string | null;
}

/** The alerts that a finding is or was part of. */
export async function explainAlerts(
  { db, links }: Pick<World, "db" | "links">,
  client: ClientConfig,
  findingId: string,
): Promise<readonly ExplainedAlert[]> {
  const nameOf = (id: string) => client.receivers.find((one) => one.id === id)?.name ?? id;
  const concerned = await readAlertsOfFinding(db, client.clientId, findingId);
  return concerned.map(({ alert, events, messages }) => {
    const step = alert.status === "open" ? alert.steps[alert.next_step] : undefined;
    return {
      alertId: alert.alert_id,
      receiver: { id: alert.receiver, name: nameOf(alert.receiver) },
      topic: alert.topic,
      episode: alert.episode,
      status: alert.status,
      acknowledgedBy: alert.acknowledged_by,
      acknowledgedAt: alert.acknowledged_at?.toISOString() ?? null,
      hasTold: alert.told.includes(findingId),
      next: step === undefined ? null : { receivers: step.receivers.map(nameOf), at: step.dueAt },
      events: events.map(({ at, kind, by_whom, detail }) => ({ at: at.toISOString(), kind, byWhom: by_whom, detail })),
      deliveries: messages.map((message) => explainDelivery(message, nameOf)),
      workflowUrl: alert.workflow_id === null ? null : links.workflow(alert.workflow_id),
    };
  });
}

function explainDelivery(row: OutboxRow, nameOf: (receiver: string) => string): ExplainedDelivery {
  return {
    receiver: nameOf(row.receiver),
    channel: row.channel,
    address: placeIn(row.address),
    act: row.act,
    occasion: row.message.kind === "alert" ? row.message.alert.occasion : null,
    state: row.state,
    because: row.because,
    attempts: row.attempt,
    createdAt: row.created_at.toISOString(),
    notBefore: row.not_before?.toISOString() ?? null,
    sentAt: row.sent_at?.toISOString() ?? null,
  };
}
