import { sql } from "kysely";
import type { StoreHandle } from "../database.ts";
import type { GroupName } from "./group.ts";

/** How much of one cohort was counted on one day. */
export interface DayCount {
  readonly checkId: string;
  /** Which of the check's tallies. */
  readonly tally: number;
  /** "2026-11-30"; empty where the day does not matter. */
  readonly day: string;
  /** "=" and the cohort; "!" and why it could not be counted. */
  readonly cohort: string;
  readonly n: number;
  /** The sum of their values. */
  readonly total: number;
}

export interface CohortCount {
  readonly cohort: string;
  readonly n: number;
  readonly total: number;
}

/** What was counted of one tally from one day to another, both included, and whatever has no day. */
export async function countsBetween(
  db: StoreHandle,
  group: GroupName,
  { checkId, tally, from, to }: Pick<DayCount, "checkId" | "tally"> & { readonly from: string; readonly to: string },
): Promise<readonly CohortCount[]> {
  const { rows } = await sql<CohortCount>`
    select cohort, sum(n)::integer as n, sum(total)::double precision as total from day_count
    where client_id = ${group.clientId} and cadence = ${group.cadence} and record_type = ${group.recordType}
      and check_id = ${checkId} and tally = ${tally} and (day = '' or day between ${from} and ${to})
    group by cohort
  `.execute(db);
  return rows;
}

/** Moves counts by so much; what comes to nothing is removed. */
export async function moveDayCounts(
  transaction: StoreHandle,
  group: GroupName,
  moves: readonly DayCount[],
): Promise<void> {
  const moved = moves.filter(({ n, total }) => n !== 0 || total !== 0);
  if (moved.length === 0) return;
  const { clientId, cadence, recordType } = group;
  await sql`
    insert into day_count (client_id, cadence, record_type, check_id, tally, day, cohort, n, total)
    select ${clientId}, ${cadence}, ${recordType}, "checkId", tally, day, cohort, n, total
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb)
      as move ("checkId" text, tally integer, day text, cohort text, n integer, total numeric)
    on conflict (client_id, cadence, record_type, check_id, tally, day, cohort) do update set
      n = day_count.n + excluded.n, total = day_count.total + excluded.total
  `.execute(transaction);
  await sql`
    delete from day_count where client_id = ${clientId} and cadence = ${cadence} and record_type = ${recordType}
      and n = 0 and check_id in (${sql.join([...new Set(moved.map(({ checkId }) => checkId))])})
  `.execute(transaction);
}

/** All that a group has counted. */
export async function readDayCounts(db: StoreHandle, group: GroupName): Promise<readonly DayCount[]> {
  const rows = await db
    .selectFrom("day_count")
    .selectAll()
    .where("client_id", "=", group.clientId)
    .where("cadence", "=", group.cadence)
    .where("record_type", "=", group.recordType)
    .execute();
  return rows.map((row) => ({
    checkId: row.check_id,
    tally: row.tally,
    day: row.day,
    cohort: row.cohort,
    n: row.n,
    total: Number(row.total),
  }));
}

/** A check of the group counts anew, from nothing; without a check all of them do. */
export async function forgetDayCounts(transaction: StoreHandle, group: GroupName, checkId?: string): Promise<void> {
  await transaction
    .deleteFrom("day_count")
    .where("client_id", "=", group.clientId)
    .where("cadence", "=", group.cadence)
    .where("record_type", "=", group.recordType)
    .$if(checkId !== undefined, (query) => query.where("check_id", "=", checkId!))
    .execute();
}
