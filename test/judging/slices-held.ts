import { sql } from "kysely";
import type { StoreHandle } from "../../storage/database.ts";

type Ids = readonly [changed: string, whole: string];

/** What stands of a client by rules that hold no more. */
const older = (clientId: string) => sql`
  from standing s join judged_group g
    on g.client_id = s.client_id and g.cadence = s.cadence and g.record_type = s.record_type
  left join record r
    on r.client_id = s.client_id and r.record_type = s.record_type and r.record_id = s.record_id
  where s.client_id = ${clientId} and s.cadence = 'fast' and s.rule_set <> g.rule_set`;

/** Record type → up to which record its slices have come; those without slices are absent. */
export async function slicesOf(db: StoreHandle, clientId: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ type: string; after: string }>`
    select record_type as type, slice_after as after from judged_group
    where client_id = ${clientId} and slice_after is not null`.execute(db);
  return new Map(rows.map(({ type, after }) => [type, after]));
}

/** What the next run meets while it takes a slice. */
export async function waiting(db: StoreHandle, clientId: string, now: Date): Promise<readonly string[]> {
  const { rows } = await sql<{ due: boolean; gone: boolean; changed: boolean }>`
    select bool_or(s.due_at <= ${now}) as due, bool_or(r.record_id is null) as gone,
      bool_or(r.change_no > s.judged_change) as changed ${older(clientId)}`.execute(db);
  const met = {
    "a verdict runs out before its slice": rows[0]!.due,
    "a record is gone before its slice": rows[0]!.gone,
    "a record changes before its slice": rows[0]!.changed,
  };
  return Object.entries(met).flatMap(([what, is]) => (is ? [what] : []));
}

/**
 * What must hold after each run: nothing that has changed, ran out or is gone stands by older rules, and of whatever
 * stands by today's the same fails as for whoever has judged all.
 */
export async function heldUp(db: StoreHandle, [changed, whole]: Ids, now: Date): Promise<string | null> {
  const { rows: late } = await sql<{ record_id: string }>`
    select s.record_id ${older(changed)}
      and (s.due_at <= ${now} or r.record_id is null or r.change_no > s.judged_change)`.execute(db);
  if (late.length > 0) return `judged by older rules: ${JSON.stringify(late)}`;
  const { rows: taken } = await sql<{ key: string }>`
    select s.record_type || '/' || s.record_id as key from standing s join judged_group g
      on g.client_id = s.client_id and g.cadence = s.cadence and g.record_type = s.record_type
    where s.client_id = ${changed} and s.cadence = 'fast' and s.rule_set = g.rule_set`.execute(db);
  const keys = new Set(taken.map(({ key }) => key));
  const [one, other] = [await failing(db, changed, keys), await failing(db, whole, keys)];
  return one === other ? null : `what slices have judged fails otherwise:\n${one}\neverything:\n${other}`;
}

/** What fails of these records by checks that judge with each fast run. */
async function failing(db: StoreHandle, clientId: string, keys: ReadonlySet<string>): Promise<string> {
  const { rows } = await sql<{ key: string }>`
    select f.subject_type || '/' || f.subject_id as key, f.check_id, f.severity, f.rule_key, f.evidence from finding f
    where f.client_id = ${clientId} and f.status = 'open' and f.verdict = 'fail' and f.verdict_reason is null
      and exists (
        select from judged_check c where c.client_id = f.client_id and c.cadence = 'fast' and c.check_id = f.check_id
      )
    order by f.check_id, f.subject_type, f.subject_id`.execute(db);
  return rows
    .filter(({ key }) => keys.has(key))
    .map((row) => JSON.stringify(row))
    .join("\n");
}

/** Once the last slice is through: verdicts, counters and sums. @returns What differs; null when nothing does. */
export async function whatStands(db: StoreHandle, ids: Ids): Promise<string | null> {
  const said = [];
  for (const clientId of ids) {
    const { rows: standing } = await sql`
      select record_type, record_id, due_at, encode(verdicts, 'hex') as verdicts, counted from standing
      where client_id = ${clientId} and cadence = 'fast' order by record_type, record_id`.execute(db);
    const { rows: checks } = await sql`
      select record_type, check_id, place, passed, failed, unknown, not_applicable from judged_check
      where client_id = ${clientId} and cadence = 'fast' order by record_type, check_id`.execute(db);
    const { rows: days } = await sql`
      select record_type, check_id, tally, day, cohort, n, total::text from day_count
      where client_id = ${clientId} and cadence = 'fast' order by record_type, check_id, tally, day, cohort`.execute(
      db,
    );
    const { rows: outcomes } = await sql`
      select check_id, status, passed, failed, unknown, not_applicable from latest_outcome
      where client_id = ${clientId} order by check_id`.execute(db);
    said.push({ standing, checks, days, outcomes });
  }
  for (const part of ["standing", "checks", "days", "outcomes"] as const) {
    const [one, other] = said.map((each) => each[part].map((row) => JSON.stringify(row)));
    const at = one!.findIndex((line, index) => line !== other![index]);
    if (at >= 0 || one!.length !== other!.length)
      return `${part}: after slices\n${one!.slice(Math.max(0, at - 2), at + 3).join("\n")}\nall at once\n${other!.slice(Math.max(0, at - 2), at + 3).join("\n")}`;
  }
  return null;
}
