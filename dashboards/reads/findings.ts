import type { Selectable } from "kysely";
import { severityRank } from "../../domain/findings/severity.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import type { FindingEventTable, FindingTable, OutboxTable } from "../../storage/database.ts";
import { withLastSeen } from "../../storage/findings.ts";
import type { DashboardDatabase } from "../options.ts";

export type FindingRow = Selectable<FindingTable>;
export type FindingEventRow = Selectable<FindingEventTable>;
export type DeliveryRow = Selectable<OutboxTable>;

/** All open findings of a client, worst first, then oldest first. */
export async function readOpenFindings(
  db: DashboardDatabase,
  clientId: string,
  topic?: Topic,
): Promise<readonly FindingRow[]> {
  const rows = await db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .$if(topic !== undefined, (query) => query.where("topic", "=", topic!))
    .execute();
  const seen = await withLastSeen(db, clientId, rows);
  return seen.toSorted(
    (a, b) => severityRank(b.severity) - severityRank(a.severity) || a.since.getTime() - b.since.getTime(),
  );
}

export async function readFinding(
  db: DashboardDatabase,
  clientId: string,
  findingId: string,
): Promise<FindingRow | null> {
  const row = await db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("finding_id", "=", findingId)
    .executeTakeFirst();
  return row === undefined ? null : ((await withLastSeen(db, clientId, [row]))[0] ?? null);
}

const shownEvents = 100;

/** What became of one finding, newest first. */
export async function readFindingEvents(
  db: DashboardDatabase,
  clientId: string,
  findingId: string,
): Promise<readonly FindingEventRow[]> {
  return db
    .selectFrom("finding_event")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("finding_id", "=", findingId)
    .orderBy("event_no", "desc")
    .limit(shownEvents)
    .execute();
}

/** The workflow of the audit behind an event. */
export async function readRunWorkflow(db: DashboardDatabase, clientId: string, runId: string) {
  return db
    .selectFrom("run")
    .select(["workflow_id", "workflow_run_id"])
    .where("client_id", "=", clientId)
    .where("run_id", "=", runId)
    .executeTakeFirst();
}

/** What happened last to any finding of a client, newest first. */
export async function readRecentEvents(db: DashboardDatabase, clientId: string, limit: number) {
  return db
    .selectFrom("finding_event")
    .innerJoin("finding", (join) =>
      join
        .onRef("finding.client_id", "=", "finding_event.client_id")
        .onRef("finding.finding_id", "=", "finding_event.finding_id"),
    )
    .select([
      "finding_event.event_id",
      "finding_event.finding_id",
      "finding_event.kind",
      "finding_event.at",
      "finding_event.severity",
      "finding_event.summary",
      "finding_event.evidence",
      "finding_event.since",
      "finding_event.baseline",
      "finding_event.ending",
      "finding.subject_label",
      "finding.check_id",
    ])
    .where("finding_event.client_id", "=", clientId)
    .orderBy("finding_event.at", "desc")
    .orderBy("finding_event.event_id", "desc")
    .limit(limit)
    .execute();
}

const shownDeliveries = 40;

/** The messages that named a finding, newest first, with what became of each. */
export async function readDeliveries(
  db: DashboardDatabase,
  clientId: string,
  alertIds: readonly string[],
  findingId: string,
): Promise<readonly DeliveryRow[]> {
  if (alertIds.length === 0) return [];
  const rows = await db
    .selectFrom("outbox")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("alert_id", "in", alertIds)
    .orderBy("seq", "desc")
    .limit(400)
    .execute();
  return rows.filter((row) => names(row, findingId)).slice(0, shownDeliveries);
}

function names({ message }: DeliveryRow, findingId: string): boolean {
  if (message.kind !== "alert") return false;
  const lines = [...message.alert.sections.flatMap((section) => section.lines), ...message.alert.recovered];
  return lines.some((line) => line.findingId === findingId);
}
