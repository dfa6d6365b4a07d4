import { sql, type Kysely } from "kysely";
import type { Database } from "../database.ts";
import { readSetting, saveSetting } from "../settings.ts";
import { goneWithRuns } from "./judged-tables.ts";
import type { PruneInput } from "./table-retention.ts";

/** A client and its zone: the day ends for each of them at another instant. */
export interface ClientZone {
  readonly clientId: string;
  readonly timeZone: string;
}

const name = "runs-thinned-until";
const dayMs = 86_400_000;

/**
 * Of the runs before an instant, leaves the last scored one of each local day: what trends and reports of older weeks
 * need. Works through one day after the other, and each only once.
 *
 * @returns How many runs went; less than `limit` when nothing is left to do.
 */
export async function thinRuns(
  db: Kysely<Database>,
  zones: readonly ClientZone[],
  { before, limit }: PruneInput,
): Promise<number> {
  let from = await thinnedUntil(db);
  while (from !== null && from < before) {
    const until = new Date(Math.min(from.getTime() + dayMs, before.getTime()));
    const gone = await thinDay(db, zones, from, until, limit);
    if (gone > 0) return gone;
    await saveSetting(db, name, until.toISOString());
    from = until;
  }
  return 0;
}

async function thinnedUntil(db: Kysely<Database>): Promise<Date | null> {
  const known = await readSetting(db, name);
  if (typeof known === "string") return new Date(known);
  const first = await db.selectFrom("run").select("as_of").orderBy("as_of").limit(1).executeTakeFirst();
  return first?.as_of ?? null;
}

async function thinDay(
  db: Kysely<Database>,
  zones: readonly ClientZone[],
  from: Date,
  until: Date,
  limit: number,
): Promise<number> {
  const ids = zones.map(({ clientId }) => clientId);
  const names = zones.map(({ timeZone }) => timeZone);
  const { rows } = await sql`
    with ranked as (
      select r.ctid as place, r.client_id, r.run_id, r.cadence, r.as_of,
        row_number() over (
          partition by r.client_id, (r.as_of at time zone coalesce(zone.name, 'UTC'))::date
          order by (r.score is not null) desc, r.as_of desc
        ) as rank
      from run r left join unnest(${ids}::text[], ${names}::text[]) as zone (client_id, name) on zone.client_id = r.client_id
      where r.as_of >= ${from} and r.as_of < ${until}
    ),
    gone as (
      delete from run where ctid = any(array(
        select place from ranked where rank > 1
          and not exists (select 1 from reading where reading.client_id = ranked.client_id and reading.run_id = ranked.run_id)
          and exists (
            select 1 from run newer
            where newer.client_id = ranked.client_id and newer.cadence = ranked.cadence and newer.as_of > ranked.as_of
          )
        limit ${limit}
      ))
      returning client_id, run_id
    ), ${goneWithRuns}
    select client_id from gone`.execute(db);
  return rows.length;
}
