import type { ClientConfig } from "../../config/config.ts";
import type { AlertStatus } from "../../domain/alerting/alert.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import type { AlertEventKind, OutboxState } from "../../storage/database.ts";
import type { AlertRow } from "../../storage/alerts.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import type { World } from "../world.ts";

/** One message on one channel, and what became of it. */
export interface ExplainedDelivery {
  readonly receiver: string;
  readonly channel: "slack" | "email";
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
export async function readAlertsOf(
  world: Pick<World, "db" | "links">,
  client: ClientConfig,
  findingId: string,
): Promise<readonly ExplainedAlert[]> {
  const { db } = world;
  const named = await db
    .selectFrom("finding_event")
    .select("alert_id")
    .distinct()
    .where("client_id", "=", client.clientId)
    .where("finding_id", "=", findingId)
    .where("alert_id", "is not", null)
    .execute();
  const ids = new Set(named.map(({ alert_id }) => alert_id));
  const alerts = await db
    .selectFrom("alert")
    .selectAll()
    .where("client_id", "=", client.clientId)
    .orderBy("alert_id")
    .execute();
  const concerned = alerts.filter(({ alert_id, told }) => ids.has(alert_id) || told.includes(findingId));
  return Promise.all(concerned.map((alert) => explainAlert(world, client, alert, findingId)));
}

async function explainAlert(
  { db, links }: Pick<World, "db" | "links">,
  client: ClientConfig,
  alert: AlertRow,
  findingId: string,
): Promise<ExplainedAlert> {
  const nameOf = (id: string) => client.receivers.find((one) => one.id === id)?.name ?? id;
  const ofAlert = { client_id: alert.client_id, alert_id: alert.alert_id };
  const all = await db
    .selectFrom("alert_event")
    .selectAll()
    .where("client_id", "=", ofAlert.client_id)
    .where("alert_id", "=", ofAlert.alert_id)
    .orderBy("event_id")
    .execute();
  const events = all.filter(({ finding_ids }) => finding_ids.includes(findingId));
  const revisions = new Set(events.map(({ episode, revision }) => `${episode}/${revision}`));
  const messages = await db
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", ofAlert.client_id)
    .where("alert_id", "=", ofAlert.alert_id)
    .orderBy("seq")
    .execute();
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
    deliveries: messages
      .filter((message) => revisions.has(`${message.episode}/${message.revision}`) || isNamedIn(message, findingId))
      .map((message) => explainDelivery(message, nameOf)),
    workflowUrl: alert.workflow_id === null ? null : links.workflow(alert.workflow_id),
  };
}

/** Long alerts leave their last lines out of the message, so being named is not the only way to be concerned. */
function isNamedIn({ message }: OutboxRow, findingId: string): boolean {
  if (message.kind !== "alert") return false;
  const lines = [...message.alert.sections.flatMap((section) => section.lines), ...message.alert.recovered];
  return lines.some((line) => line.findingId === findingId);
}

function explainDelivery(row: OutboxRow, nameOf: (receiver: string) => string): ExplainedDelivery {
  return {
    receiver: nameOf(row.receiver),
    channel: row.channel,
    address: "slack" in row.address ? row.address.slack : row.address.email,
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
