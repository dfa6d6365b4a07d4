import { sql, type RawBuilder } from "kysely";
import type { StoreHandle } from "../database.ts";
import type { CountedPart } from "../tables/judging.ts";
import type { Standing } from "./candidates.ts";
import type { GroupName } from "./group.ts";

/** How one record stands from now on. */
export interface StandingRow extends Standing {
  readonly id: string;
}

const chunk = 5_000;

/**
 * Writes how records stand; each of them once. One that the mirror has lost since it was judged stands as gone. The
 * mirror is locked meanwhile.
 */
export async function saveStanding(
  transaction: StoreHandle,
  group: GroupName,
  rows: readonly StandingRow[],
): Promise<void> {
  const { clientId, cadence, recordType } = group;
  for (let start = 0; start < rows.length; start += chunk) {
    const some = rows.slice(start, start + chunk);
    const lines = (value: (row: StandingRow) => string | number) =>
      sql`string_to_array(${some.map(value).join("\n")}, E'\\n')`;
    // One statement of few parameters for any number of rows: what is null travels as an empty line. Each record is
    // looked up by its id: `not exists` reads the whole mirror for each chunk.
    await sql`
      insert into standing
        (client_id, cadence, record_type, record_id, judged_change, due_at, rule_set, verdicts, counted, is_gone)
      select ${clientId}, ${cadence}, ${recordType}, id, change::bigint,
        to_timestamp(nullif(due, '')::double precision / 1000), rules::integer, decode(coalesce(verdicts, ''), 'hex'),
        nullif(counted, '')::jsonb,
        (
          select true from record r
          where r.client_id = ${clientId} and r.record_type = ${recordType} and r.record_id = batch.id limit 1
        ) is null
      from unnest(
        ${lines(({ id }) => id)},
        ${lines(({ judgedChange }) => judgedChange)},
        ${lines(({ dueAt }) => dueAt?.getTime() ?? "")},
        ${lines(({ ruleSet }) => ruleSet)},
        ${lines(({ verdicts }) => verdicts)},
        ${lines(({ counted }) => (counted.length === 0 ? "" : JSON.stringify(counted)))}
      ) as batch (id, change, due, rules, verdicts, counted)
      on conflict (client_id, cadence, record_type, record_id) do update set
        judged_change = excluded.judged_change, due_at = excluded.due_at, rule_set = excluded.rule_set,
        verdicts = excluded.verdicts, counted = excluded.counted, is_gone = excluded.is_gone
    `.execute(transaction);
  }
}

/** Which of these records the mirror does not hold, read with what others have stored by now. */
export async function idsWithoutRecord(
  transaction: StoreHandle,
  { clientId, recordType }: GroupName,
  ids: readonly string[],
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (let start = 0; start < ids.length; start += chunk) {
    const some = sql`string_to_array(${ids.slice(start, start + chunk).join("\n")}, E'\\n')`;
    const { rows } = await sql<{ id: string }>`
      select id from unnest(${some}) as batch (id)
      where not exists (
        select from record r where r.client_id = ${clientId} and r.record_type = ${recordType} and r.record_id = id
      )
    `.execute(transaction);
    missing.push(...rows.map(({ id }) => id));
  }
  return missing;
}

/** What stands of records that the mirror no longer holds, until it is taken out. */
export async function goneStandings(db: StoreHandle, group: GroupName): Promise<readonly StandingRow[]> {
  return selectStandings(
    db,
    sql`s.client_id = ${group.clientId} and s.cadence = ${group.cadence} and s.record_type = ${group.recordType}
      and s.is_gone and not exists (
        select from record r
        where r.client_id = s.client_id and r.record_type = s.record_type and r.record_id = s.record_id
      )`,
  );
}

async function selectStandings(db: StoreHandle, where: RawBuilder<unknown>): Promise<readonly StandingRow[]> {
  const { rows } = await sql<StandingRow & { readonly counted: readonly CountedPart[] | null }>`
    select s.record_id as id, s.judged_change as "judgedChange", s.due_at as "dueAt", s.rule_set as "ruleSet",
      encode(s.verdicts, 'hex') as verdicts, s.counted
    from standing s where ${where}
  `.execute(db);
  return rows.map((row) => ({ ...row, judgedChange: Number(row.judgedChange), counted: row.counted ?? [] }));
}

export async function removeStanding(
  transaction: StoreHandle,
  group: GroupName,
  ids: readonly string[],
): Promise<void> {
  for (let start = 0; start < ids.length; start += chunk)
    await transaction
      .deleteFrom("standing")
      .where("client_id", "=", group.clientId)
      .where("cadence", "=", group.cadence)
      .where("record_type", "=", group.recordType)
      .where("record_id", "in", ids.slice(start, start + chunk))
      .execute();
}

/** Removes what stands by older rules: all that is there was judged anew by these. */
export async function removeOlderRules(transaction: StoreHandle, group: GroupName, ruleSet: number): Promise<void> {
  await transaction
    .deleteFrom("standing")
    .where("client_id", "=", group.clientId)
    .where("cadence", "=", group.cadence)
    .where("record_type", "=", group.recordType)
    .where("rule_set", "<>", ruleSet)
    .execute();
}

/** What stands by older rules. */
export async function olderStandings(
  transaction: StoreHandle,
  { clientId, cadence, recordType }: GroupName,
  ruleSet: number,
): Promise<readonly StandingRow[]> {
  return selectStandings(
    transaction,
    sql`s.client_id = ${clientId} and s.cadence = ${cadence} and s.record_type = ${recordType}
      and s.rule_set <> ${ruleSet}`,
  );
}

/** These records are judged again by the next run, whatever they were held to be. */
export async function makeDue(
  transaction: StoreHandle,
  group: GroupName,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  for (let start = 0; start < ids.length; start += chunk)
    await transaction
      .updateTable("standing")
      .set({ due_at: at })
      .where("client_id", "=", group.clientId)
      .where("cadence", "=", group.cadence)
      .where("record_type", "=", group.recordType)
      .where("record_id", "in", ids.slice(start, start + chunk))
      .execute();
}

/**
 * The database learns how much stands now, and of how many records. Until it has, it takes the tables for empty and looks
 * through all of one for each row of the other.
 */
export async function weighStandings(transaction: StoreHandle): Promise<void> {
  await sql`analyze standing, record`.execute(transaction);
}
