import { sql, type Kysely, type RawBuilder } from "kysely";
import type { IdRange } from "../domain/mirror/mirror.ts";
import type { Database } from "./database.ts";
import { wasMet } from "./met-pages.ts";

/** Which records of the mirror are meant: those of a range, and only those met since an instant, if one is given. */
export interface MirrorPart {
  readonly clientId: string;
  readonly recordType: string;
  readonly seenSince: Date | null;
}

/** Ids are numbers of any length. */
const id = sql`record_id::numeric`;

function within({ clientId, recordType, seenSince }: MirrorPart, { after, upTo }: IdRange): RawBuilder<unknown> {
  return sql.join(
    [
      sql`client_id = ${clientId} and record_type = ${recordType}`,
      ...(seenSince === null ? [] : [wasMet(sql`record_id`, { clientId, recordType, since: seenSince })]),
      ...(after === null ? [] : [sql`${id} > ${after}::numeric`]),
      ...(upTo === null ? [] : [sql`${id} <= ${upTo}::numeric`]),
    ],
    sql` and `,
  );
}

/** How many records a range holds. */
export async function countWithin(db: Kysely<Database>, part: MirrorPart, range: IdRange): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from record where ${within(part, range)}`.execute(db);
  return Number(rows[0]!.count);
}

/** The ids of a range, in no order. */
export async function idsWithin(db: Kysely<Database>, part: MirrorPart, range: IdRange): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select record_id as id from record where ${within(part, range)}`.execute(
    db,
  );
  return rows.map((row) => row.id);
}

/** The id in the middle of a range that holds `count` records, at least two of them. */
export async function middleWithin(
  db: Kysely<Database>,
  part: MirrorPart,
  range: IdRange,
  count: number,
): Promise<string> {
  const before = Math.floor((count - 1) / 2);
  const { rows } = await sql<{ id: string }>`
    select record_id as id from record where ${within(part, range)} order by ${id} offset ${before} limit 1
  `.execute(db);
  return rows[0]!.id;
}
