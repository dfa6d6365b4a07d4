import { sql, type Insertable, type Kysely, type Selectable } from "kysely";
import type { AlertFinding } from "../domain/alerting/compose-alert.ts";
import type { Database, FindingEventTable, FindingTable, StoreReader } from "./database.ts";
import { lastAssessedAt } from "./check-outcomes.ts";
import { isToldOf } from "./check-tellings.ts";

export type FindingRow = Selectable<FindingTable>;
export type FindingInsert = Insertable<FindingTable>;
export type FindingEventInsert = Insertable<FindingEventTable>;

/** Every finding of the checks named, open or not: finding id → row. */
export async function findingsOf(
  db: Kysely<Database>,
  clientId: string,
  checkIds: readonly string[],
): Promise<ReadonlyMap<string, FindingRow>> {
  if (checkIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("check_id", "in", checkIds)
    .execute();
  return new Map(rows.map((row) => [row.finding_id, row]));
}

/** Those of these ids that there are. */
export async function findFindings(
  db: Kysely<Database>,
  clientId: string,
  findingIds: readonly string[],
): Promise<readonly FindingRow[]> {
  if (findingIds.length === 0) return [];
  return db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("finding_id", "in", findingIds)
    .execute();
}

/** Every finding about one record or thing, open or not. */
export async function findingsOfSubject(
  db: Kysely<Database>,
  clientId: string,
  subjectType: string,
  subjectId: string,
): Promise<readonly FindingRow[]> {
  return db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("subject_type", "=", subjectType)
    .where("subject_id", "=", subjectId)
    .execute();
}

/** Every open finding of a client. */
export async function openFindings(db: Kysely<Database>, clientId: string): Promise<readonly FindingRow[]> {
  return db.selectFrom("finding").selectAll().where("client_id", "=", clientId).where("status", "=", "open").execute();
}

/** Open findings of one check. */
export async function openFindingsOf(
  db: Kysely<Database>,
  clientId: string,
  checkId: string,
): Promise<readonly FindingRow[]> {
  return db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .where("check_id", "=", checkId)
    .execute();
}

/** Open findings of checks that are not among those named. */
export async function openFindingsOutside(
  db: Kysely<Database>,
  clientId: string,
  checkIds: readonly string[],
): Promise<readonly FindingRow[]> {
  return db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .$if(checkIds.length > 0, (query) => query.where("check_id", "not in", checkIds))
    .execute();
}

/**
 * Findings with the instant at which they were last seen and judged. A run that finds one as it was writes nothing, so
 * this is that of the last run that assessed its whole check.
 */
export async function withLastSeen<Row extends Selectable<FindingTable>>(
  db: StoreReader,
  clientId: string,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  if (rows.length === 0) return rows;
  const assessedAt = await lastAssessedAt(db, clientId);
  return rows.map((row) => {
    const at = assessedAt.get(row.check_id);
    const isSeen = row.status === "open" && row.verdict === "fail" && at !== undefined && at > row.last_seen_at;
    return isSeen ? { ...row, last_seen_at: at, last_judged_at: at } : row;
  });
}

const chunk = 300;

/** The ids of records of one type that have open findings, those seen last first. */
export async function openSubjectIds(
  db: Kysely<Database>,
  clientId: string,
  subjectType: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("finding")
    .select(({ fn }) => ["subject_id", fn.max("last_seen_at").as("seen")])
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .where("subject_type", "=", subjectType)
    .groupBy("subject_id")
    .orderBy("seen", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ subject_id }) => subject_id);
}

/**
 * Writes findings as they are now. The condition on `last_judged_at` is the compare-and-set: a run that began earlier
 * and ends later changes nothing.
 */
export async function saveFindings(db: Kysely<Database>, rows: readonly FindingInsert[]): Promise<void> {
  for (let start = 0; start < rows.length; start += chunk) {
    await db
      .insertInto("finding")
      .values(rows.slice(start, start + chunk))
      .onConflict((conflict) =>
        conflict
          .columns(["client_id", "finding_id"])
          .doUpdateSet((eb) => ({
            subject_label: eb.ref("excluded.subject_label"),
            subject_url: eb.ref("excluded.subject_url"),
            owner_id: eb.ref("excluded.owner_id"),
            owner_name: eb.ref("excluded.owner_name"),
            severity: eb.ref("excluded.severity"),
            status: eb.ref("excluded.status"),
            verdict: eb.ref("excluded.verdict"),
            verdict_reason: eb.ref("excluded.verdict_reason"),
            summary: eb.ref("excluded.summary"),
            evidence: eb.ref("excluded.evidence"),
            since: eb.ref("excluded.since"),
            opened_at: eb.ref("excluded.opened_at"),
            last_seen_at: eb.ref("excluded.last_seen_at"),
            last_judged_at: eb.ref("excluded.last_judged_at"),
            resolved_at: eb.ref("excluded.resolved_at"),
            resolved_because: eb.ref("excluded.resolved_because"),
            ending: eb.ref("excluded.ending"),
            rule_key: eb.ref("excluded.rule_key"),
            episode: eb.ref("excluded.episode"),
            event_no: eb.ref("excluded.event_no"),
            baseline: eb.ref("excluded.baseline"),
          }))
          .whereRef("finding.last_judged_at", "<=", "excluded.last_judged_at"),
      )
      .execute();
  }
}

/** An event that is there already (a second attempt at the same run) stays as it is. */
export async function saveFindingEvents(db: Kysely<Database>, rows: readonly FindingEventInsert[]): Promise<void> {
  for (let start = 0; start < rows.length; start += chunk) {
    await db
      .insertInto("finding_event")
      .values(rows.slice(start, start + chunk))
      .onConflict((conflict) => conflict.columns(["client_id", "finding_id", "event_no"]).doNothing())
      .execute();
  }
}

/** One finding as it is now. */
export async function findFinding(
  db: Kysely<Database>,
  clientId: string,
  findingId: string,
): Promise<FindingRow | undefined> {
  return db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("finding_id", "=", findingId)
    .executeTakeFirst();
}

export async function findingsById(
  db: Kysely<Database>,
  clientId: string,
  ids: readonly string[],
): Promise<readonly AlertFinding[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("finding_id", "in", ids)
    .execute();
  return rows.map(asAlertFinding);
}

function asAlertFinding(row: FindingRow): AlertFinding {
  return {
    findingId: row.finding_id,
    checkId: row.check_id,
    label: row.subject_label,
    summary: row.summary,
    evidence: row.evidence,
    severity: row.severity,
    since: row.since,
    endedAt: row.status === "open" ? null : row.resolved_at,
    url: row.subject_url,
    ownerName: row.owner_name,
    ending: row.ending,
    closedBy: row.ending === "closed-by-person" ? row.resolved_because : null,
  };
}

/** Which checks have a critical finding open. */
export async function checksWithOpenCritical(db: Kysely<Database>, clientId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("finding")
    .select("check_id")
    .distinct()
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .where(isToldOf)
    .where("severity", "=", "critical")
    .execute();
  return new Set(rows.map(({ check_id }) => check_id));
}

/** Those of checks that are observed are counted apart. */
export async function countOpen(db: Kysely<Database>, clientId: string): Promise<number> {
  const row = await db
    .selectFrom("finding")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .where(isToldOf)
    .executeTakeFirstOrThrow();
  return row.count;
}
