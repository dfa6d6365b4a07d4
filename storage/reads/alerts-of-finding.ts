import type { AlertRow } from "../alerts.ts";
import type { StoreReader } from "../database.ts";
import type { OutboxRow } from "../outbox.ts";
import type { AlertEventRow } from "./current-alerts.ts";

export interface AlertOfFinding {
  readonly alert: AlertRow;
  /** Only those that concern the finding, oldest first. */
  readonly events: readonly AlertEventRow[];
  /** Every message that told of it, oldest first. */
  readonly messages: readonly OutboxRow[];
}

/** The alerts that a finding is or was part of, in order of id, with what happened and was sent about it. */
export async function readAlertsOfFinding(
  db: StoreReader,
  clientId: string,
  findingId: string,
): Promise<readonly AlertOfFinding[]> {
  const named = await db
    .selectFrom("finding_event")
    .select("alert_id")
    .distinct()
    .where("client_id", "=", clientId)
    .where("finding_id", "=", findingId)
    .where("alert_id", "is not", null)
    .execute();
  const ids = new Set(named.map(({ alert_id }) => alert_id));
  const alerts = await db
    .selectFrom("alert")
    .selectAll()
    .where("client_id", "=", clientId)
    .orderBy("alert_id")
    .execute();
  const concerned = alerts.filter(({ alert_id, told }) => ids.has(alert_id) || told.includes(findingId));
  return Promise.all(
    concerned.map(async (alert) => {
      const events = await readEvents(db, alert, findingId);
      return { alert, events, messages: await readMessages(db, alert, events, findingId) };
    }),
  );
}

async function readEvents(
  db: StoreReader,
  { client_id, alert_id }: AlertRow,
  findingId: string,
): Promise<readonly AlertEventRow[]> {
  const all = await db
    .selectFrom("alert_event")
    .selectAll()
    .where("client_id", "=", client_id)
    .where("alert_id", "=", alert_id)
    .orderBy("event_id")
    .execute();
  return all.filter(({ finding_ids }) => finding_ids.includes(findingId));
}

/** Long alerts leave their last lines out of the message, so being named is not the only way to be concerned. */
async function readMessages(
  db: StoreReader,
  { client_id, alert_id }: AlertRow,
  events: readonly AlertEventRow[],
  findingId: string,
): Promise<readonly OutboxRow[]> {
  const revisions = new Set(events.map(({ episode, revision }) => `${episode}/${revision}`));
  const all = await db
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", client_id)
    .where("alert_id", "=", alert_id)
    .orderBy("seq")
    .execute();
  return all.filter((row) => revisions.has(`${row.episode}/${row.revision}`) || isNamedIn(row, findingId));
}

function isNamedIn({ message }: OutboxRow, findingId: string): boolean {
  if (message.kind !== "alert") return false;
  const lines = [...message.alert.sections.flatMap((section) => section.lines), ...message.alert.recovered];
  return lines.some((line) => line.findingId === findingId);
}
