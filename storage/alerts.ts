import type { Kysely, Selectable } from "kysely";
import type { AlertState } from "../domain/alerting/decide-alert.ts";
import type { AlertEventKind, AlertTable, Database } from "./database.ts";
import { alertWorkflowId } from "../domain/ids.ts";

export type AlertRow = Selectable<AlertTable>;

export interface AlertName {
  readonly clientId: string;
  readonly alertId: string;
}

/** Reads an alert and holds it until the transaction ends, so that an acknowledgement and a run take turns. */
export async function lockAlert(
  transaction: Kysely<Database>,
  { clientId, alertId }: AlertName,
): Promise<AlertRow | undefined> {
  return transaction
    .selectFrom("alert")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("alert_id", "=", alertId)
    .forUpdate()
    .executeTakeFirst();
}

/** Alerts of a client that are not over, held until the transaction ends. */
export async function lockOpenAlerts(transaction: Kysely<Database>, clientId: string): Promise<readonly AlertRow[]> {
  return transaction
    .selectFrom("alert")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("status", "!=", "resolved")
    .orderBy("alert_id")
    .forUpdate()
    .execute();
}

/** All alerts of a client, those that are over too, held until the transaction ends. */
export async function lockAlerts(transaction: Kysely<Database>, clientId: string): Promise<readonly AlertRow[]> {
  return transaction
    .selectFrom("alert")
    .selectAll()
    .where("client_id", "=", clientId)
    .orderBy("alert_id")
    .forUpdate()
    .execute();
}

export function alertStateOf(row: AlertRow): AlertState {
  return {
    episode: row.episode,
    status: row.status,
    revision: row.revision,
    severity: row.severity,
    openedAt: row.opened_at,
    acknowledgedBy: row.acknowledged_by,
    acknowledgedAt: row.acknowledged_at,
    covered: row.covered,
    told: row.told,
    steps: row.steps,
    nextStep: row.next_step,
    resolvedAt: row.resolved_at,
  };
}

export async function saveAlert(
  transaction: Kysely<Database>,
  { clientId, alertId }: AlertName,
  receiver: string,
  topic: AlertRow["topic"],
  alert: AlertState,
  now: Date,
): Promise<void> {
  const columns = {
    episode: alert.episode,
    status: alert.status,
    revision: alert.revision,
    severity: alert.severity,
    opened_at: alert.openedAt,
    acknowledged_at: alert.acknowledgedAt,
    acknowledged_by: alert.acknowledgedBy,
    covered: JSON.stringify(alert.covered),
    told: JSON.stringify(alert.told),
    steps: JSON.stringify(alert.steps),
    next_step: alert.nextStep,
    resolved_at: alert.resolvedAt,
    updated_at: now,
    workflow_id: alertWorkflowId(clientId, alertId),
  };
  await transaction
    .insertInto("alert")
    .values({ client_id: clientId, alert_id: alertId, receiver, topic, ...columns })
    .onConflict((conflict) => conflict.columns(["client_id", "alert_id"]).doUpdateSet(columns))
    .execute();
}

export async function addAlertEvent(
  transaction: Kysely<Database>,
  { clientId, alertId }: AlertName,
  alert: AlertState,
  event: {
    readonly kind: AlertEventKind;
    readonly at: Date;
    readonly byWhom: string | null;
    readonly detail: string;
    readonly findingIds: readonly string[];
  },
): Promise<void> {
  await transaction
    .insertInto("alert_event")
    .values({
      client_id: clientId,
      alert_id: alertId,
      episode: alert.episode,
      revision: alert.revision,
      kind: event.kind,
      at: event.at,
      by_whom: event.byWhom,
      detail: event.detail,
      finding_ids: JSON.stringify(event.findingIds),
    })
    .execute();
}

/** Alerts of these clients that are not over and have not changed since then. */
export async function standingAlerts(
  db: Kysely<Database>,
  clientIds: readonly string[],
  unchangedSince: Date,
): Promise<readonly AlertRow[]> {
  if (clientIds.length === 0) return [];
  return db
    .selectFrom("alert")
    .selectAll()
    .where("client_id", "in", clientIds)
    .where("status", "!=", "resolved")
    .where("updated_at", "<=", unchangedSince)
    .orderBy("client_id")
    .orderBy("alert_id")
    .execute();
}

/** Alerts whose latest revision their workflow has not heard of. */
export async function unannouncedAlerts(db: Kysely<Database>, clientId: string): Promise<readonly AlertRow[]> {
  return db
    .selectFrom("alert")
    .selectAll()
    .where("client_id", "=", clientId)
    .whereRef("announced_revision", "<", "revision")
    .execute();
}

export async function markAnnounced(
  db: Kysely<Database>,
  { clientId, alertId }: AlertName,
  revision: number,
): Promise<void> {
  await db
    .updateTable("alert")
    .set({ announced_revision: revision })
    .where("client_id", "=", clientId)
    .where("alert_id", "=", alertId)
    .where("revision", "=", revision)
    .execute();
}
