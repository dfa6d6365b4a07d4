import type { Selectable } from "kysely";
import type { AlertRow } from "../alerts.ts";
import type { AlertEventTable, StoreReader } from "../database.ts";

export type AlertEventRow = Selectable<AlertEventTable>;

export interface AlertWithEvents {
  readonly alert: AlertRow;
  /** Of the current episode, oldest first. */
  readonly events: readonly AlertEventRow[];
  /** How many of the told findings are still open. */
  readonly open: number;
}

const resolvedShownMs = 2 * 86_400_000;

/** Alerts that are not over, and those that ended within two days: open first, then the latest change first. */
export async function readCurrentAlerts(
  db: StoreReader,
  clientId: string,
  now: Date,
): Promise<readonly AlertWithEvents[]> {
  const alerts = await db
    .selectFrom("alert")
    .selectAll()
    .where("client_id", "=", clientId)
    .where((eb) =>
      eb.or([eb("status", "!=", "resolved"), eb("resolved_at", ">=", new Date(now.getTime() - resolvedShownMs))]),
    )
    .execute();
  if (alerts.length === 0) return [];

  const events = await readEvents(db, clientId, alerts);
  const openIds = await readOpenIds(db, clientId);
  const rank = { open: 0, acknowledged: 1, resolved: 2 } as const;
  return alerts
    .sort((a, b) => rank[a.status] - rank[b.status] || b.updated_at.getTime() - a.updated_at.getTime())
    .map((alert) => ({
      alert,
      events: events.filter(({ alert_id, episode }) => alert_id === alert.alert_id && episode === alert.episode),
      open: alert.told.filter((id) => openIds.has(id)).length,
    }));
}

async function readEvents(db: StoreReader, clientId: string, alerts: readonly AlertRow[]) {
  return db
    .selectFrom("alert_event")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("at", ">=", new Date(Math.min(...alerts.map(({ opened_at }) => opened_at.getTime()))))
    .where(
      "alert_id",
      "in",
      alerts.map(({ alert_id }) => alert_id),
    )
    .orderBy("event_id")
    .execute();
}

async function readOpenIds(db: StoreReader, clientId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("finding")
    .select("finding_id")
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .execute();
  return new Set(rows.map(({ finding_id }) => finding_id));
}
