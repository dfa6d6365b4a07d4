import { sql, type RawBuilder } from "kysely";
import type { StoreHandle } from "../database.ts";
import type { MirrorRecord } from "../mirror.ts";
import type { CountedPart } from "../tables/judging.ts";
import { wasMet } from "../met-pages.ts";
import type { GroupName } from "./group.ts";

/** How a record was judged last by one group. */
export interface Standing {
  readonly judgedChange: number;
  readonly dueAt: Date | null;
  readonly ruleSet: number;
  /** As `domain/judging/verdict-bits.ts` writes them, in hexadecimal digits. */
  readonly verdicts: string;
  readonly counted: readonly CountedPart[];
}

/** A record of the mirror, and how one group judged it last; null: it never has. */
export interface Candidate extends MirrorRecord {
  readonly changeNo: number;
  readonly standing: Standing | null;
}

/**
 * Small, so that a page is garbage before the next one is read: whoever holds a thousand records while it judges them
 * has each of them moved about in memory several times, which costs a third of the whole.
 */
const pageSize = 250;

const columns = sql`
  r.record_id as id, r.properties, r.set_id as "setId", r.change_no as "changeNo", s.judged_change as "judgedChange",
  s.due_at as "dueAt", s.rule_set as "ruleSet", encode(s.verdicts, 'hex') as verdicts, s.counted`;

interface Row extends MirrorRecord {
  readonly changeNo: number;
  readonly judgedChange: number | null;
  readonly dueAt: Date | null;
  readonly ruleSet: number;
  readonly verdicts: string;
  readonly counted: readonly CountedPart[] | null;
}

/** Records met by a scan since an instant; null: it does not matter. */
type MetSince = Date | null;

/** Records with a number above `after` and up to `upTo`, a page at a time. */
export async function* changedRecords(
  db: StoreHandle,
  group: GroupName,
  { after, upTo, metSince }: { readonly after: number; readonly upTo: number; readonly metSince: MetSince },
): AsyncGenerator<readonly Candidate[]> {
  if (after >= upTo) return;
  let last: Candidate | null = null;
  for (;;) {
    const beyond: RawBuilder<unknown> =
      last === null
        ? sql`r.change_no > ${after}`
        : sql`r.change_no >= ${last.changeNo} and (r.change_no, r.record_id) > (${last.changeNo}, ${last.id})`;
    const page: readonly Candidate[] = await select(
      db,
      joined(group),
      sql`r.client_id = ${group.clientId} and r.record_type = ${group.recordType}
        and ${beyond} and r.change_no <= ${upTo}
        ${met(group, metSince)} order by r.change_no, r.record_id`,
    );
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    last = page.at(-1)!;
  }
}

/** Records with a number up to `upTo` whose verdict holds no longer than an instant, a page at a time. */
export async function* dueRecords(
  db: StoreHandle,
  group: GroupName,
  { asOf, upTo, metSince }: { readonly asOf: Date; readonly upTo: number; readonly metSince: MetSince },
): AsyncGenerator<readonly Candidate[]> {
  let [due, id]: [Date | null, string] = [null, ""];
  for (;;) {
    const page: readonly Candidate[] = await select(
      db,
      sql`standing s join record r
        on r.client_id = s.client_id and r.record_type = s.record_type and r.record_id = s.record_id`,
      sql`s.client_id = ${group.clientId} and s.cadence = ${group.cadence} and s.record_type = ${group.recordType}
        and s.due_at <= ${asOf} and r.change_no <= ${upTo}
        ${due === null ? sql`` : sql`and (s.due_at, s.record_id) > (${due}, ${id})`}
        ${met(group, metSince)} order by s.due_at, s.record_id`,
    );
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    [due, id] = [page.at(-1)!.standing!.dueAt, page.at(-1)!.id];
  }
}

/** All records of the group's type in order of id, a page at a time. */
export async function* allRecords(
  db: StoreHandle,
  group: GroupName,
  metSince: MetSince,
): AsyncGenerator<readonly Candidate[]> {
  for (let after = ""; ;) {
    const page: readonly Candidate[] = await select(
      db,
      joined(group),
      sql`r.client_id = ${group.clientId} and r.record_type = ${group.recordType} and r.record_id > ${after}
        ${met(group, metSince)} order by r.record_id`,
    );
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    after = page.at(-1)!.id;
  }
}

/** So many records at most in order of id from one on, a page at a time, whatever stands of them. */
export async function* recordsFrom(
  db: StoreHandle,
  group: GroupName,
  { after, most }: { readonly after: string; readonly most: number },
): AsyncGenerator<readonly Candidate[]> {
  let [last, left] = [after, most];
  while (left > 0) {
    const page: readonly Candidate[] = await select(
      db,
      joined(group),
      sql`r.client_id = ${group.clientId} and r.record_type = ${group.recordType} and r.record_id > ${last}
        order by r.record_id`,
      Math.min(left, pageSize),
    );
    if (page.length === 0) return;
    yield page;
    [last, left] = [page.at(-1)!.id, left - page.length];
  }
}

/** A record, and how each of some cadences judged it last, in their order; null: it never has. */
export interface JudgedRecord extends MirrorRecord {
  readonly changeNo: number;
  readonly standings: readonly (Standing | null)[];
}

/**
 * All records of a type in order of id, a page at a time, each with what stands of it in some cadences: every record is
 * read once, whoever has judged it, and with it what was held of it at the same instant.
 */
export async function* recordsWithStandings(
  db: StoreHandle,
  { clientId, recordType }: Pick<GroupName, "clientId" | "recordType">,
  cadences: readonly string[],
): AsyncGenerator<readonly JudgedRecord[]> {
  const held = cadences.map((_, at) => sql.table(`s${at}`));
  // An instant as a number: to parse one costs more than all the rest of a row.
  const columnsOf = held.map(
    (s, at) => sql`${s}.judged_change as ${sql.id(`change${at}`)}, ${s}.rule_set as ${sql.id(`rules${at}`)},
      (extract(epoch from ${s}.due_at) * 1000)::double precision as ${sql.id(`due${at}`)},
      encode(${s}.verdicts, 'hex') as ${sql.id(`verdicts${at}`)}, ${s}.counted as ${sql.id(`counted${at}`)}`,
  );
  for (let after = ""; ;) {
    const joins = held.map((s, at) => standingOf(s, cadences[at]!));
    const { rows } = await sql<MirrorRecord & { readonly changeNo: number } & Readonly<Record<string, unknown>>>`
      select ${sql.join([sql`r.record_id as id, r.properties, r.set_id as "setId", r.change_no as "changeNo"`, ...columnsOf])}
      from record r ${sql.join(joins, sql` `)}
      where r.client_id = ${clientId} and r.record_type = ${recordType} and r.record_id > ${after}
      order by r.record_id limit ${pageSize}
    `.execute(db);
    const page = rows.map((row) => ({
      id: row.id,
      properties: row.properties,
      setId: row.setId,
      changeNo: Number(row.changeNo),
      standings: cadences.map((__, at) => standingAt(row, at)),
    }));
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    after = page.at(-1)!.id;
  }
}

function standingAt(row: Readonly<Record<string, unknown>>, at: number): Standing | null {
  const change = row[`change${at}`] as number | null;
  if (change === null) return null;
  const due = row[`due${at}`] as number | null;
  return {
    judgedChange: Number(change),
    dueAt: due === null ? null : new Date(due),
    ruleSet: row[`rules${at}`] as number,
    verdicts: row[`verdicts${at}`] as string,
    counted: (row[`counted${at}`] as readonly CountedPart[] | null) ?? [],
  };
}

/** Some records by their ids; those that the mirror does not hold are left out. */
export async function recordsNamed(
  db: StoreHandle,
  group: GroupName,
  ids: readonly string[],
  metSince: MetSince,
): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (let start = 0; start < ids.length; start += pageSize) {
    const some = sql`string_to_array(${ids.slice(start, start + pageSize).join("\n")}, E'\\n')`;
    const where = sql`r.client_id = ${group.clientId} and r.record_type = ${group.recordType}
      and r.record_id = any(${some}) ${met(group, metSince)} order by r.record_id`;
    found.push(...(await select(db, joined(group), where)));
  }
  return found;
}

function joined({ cadence }: GroupName): RawBuilder<unknown> {
  return sql`record r ${standingOf(sql`s`, cadence)}`;
}

/**
 * What stands of the record `r` in a cadence. `limit 1` has the database look it up by its key, one record after the
 * other: as a join it depends on what the database believes of tables that have grown since it weighed them, and was
 * quadratic where it believed them empty.
 */
function standingOf(alias: RawBuilder<unknown>, cadence: string): RawBuilder<unknown> {
  return sql`left join lateral (
      select * from standing held where held.client_id = r.client_id and held.cadence = ${cadence}
        and held.record_type = r.record_type and held.record_id = r.record_id limit 1
    ) ${alias} on true`;
}

function met({ clientId, recordType }: GroupName, since: MetSince): RawBuilder<unknown> {
  return since === null ? sql`` : sql`and ${wasMet(sql`r.record_id`, { clientId, recordType, since })}`;
}

async function select(
  db: StoreHandle,
  from: RawBuilder<unknown>,
  where: RawBuilder<unknown>,
  most = pageSize,
): Promise<readonly Candidate[]> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where ${where} limit ${most}`.execute(db);
  return rows.map(asCandidate);
}

function asCandidate({ judgedChange, dueAt, ruleSet, verdicts, counted, ...record }: Row): Candidate {
  const { id, properties, setId } = record;
  const standing =
    judgedChange === null
      ? null
      : { judgedChange: Number(judgedChange), dueAt, ruleSet, verdicts, counted: counted ?? [] };
  return { id, properties, setId, changeNo: Number(record.changeNo), standing };
}
