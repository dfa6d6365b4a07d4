import { sql, type RawBuilder } from "kysely";
import type { AssociationPair } from "../../domain/mirror/associations.ts";
import type { StoreHandle } from "../database.ts";

/** A record whose associations have to be asked for. Met once more, it carries another note. */
export interface Due {
  readonly id: string;
  readonly note: string;
}

/** Notes records that were met, so that their associations are asked for before anybody rests on them. */
export async function noteDue(
  db: StoreHandle,
  clientId: string,
  from: string,
  tos: readonly string[],
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0 || tos.length === 0) return;
  await sql`
    insert into association_due (client_id, from_type, to_type, record_id)
    select ${clientId}, ${from}, to_type, record_id
    from unnest(${listed(tos)}) as to_type, unnest(${listed([...new Set(ids)])}) as record_id
    on conflict (client_id, from_type, to_type, record_id) do update set note = excluded.note
  `.execute(db);
}

/**
 * Records of the mirror that are due, in order of id; those that it lost are forgotten. Each is looked up by its key:
 * `not exists` reads the whole mirror for each page of them.
 */
export async function dueRecords(
  db: StoreHandle,
  clientId: string,
  pair: AssociationPair,
  limit: number,
): Promise<readonly Due[]> {
  for (;;) {
    const { rows } = await sql<Due & { readonly isLost: boolean }>`
      select d.record_id as id, d.note, (
          select true from record r
          where r.client_id = d.client_id and r.record_type = d.from_type and r.record_id = d.record_id limit 1
        ) is null as "isLost"
      from association_due d
      where d.client_id = ${clientId} and d.from_type = ${pair.from} and d.to_type = ${pair.to}
      order by d.record_id limit ${limit}
    `.execute(db);
    const lost = rows.filter(({ isLost }) => isLost);
    if (lost.length === 0) return rows.map(({ id, note }) => ({ id, note }));
    await settleDue(db, clientId, pair, lost);
  }
}

/** They were asked for; what was met again meanwhile carries another note, and stays due. */
export async function settleDue(
  db: StoreHandle,
  clientId: string,
  { from, to }: AssociationPair,
  asked: readonly Due[],
): Promise<void> {
  if (asked.length === 0) return;
  const [ids, notes] = [asked.map(({ id }) => id), asked.map(({ note }) => note)];
  await sql`
    delete from association_due d using unnest(${listed(ids)}, ${listed(notes)}) as asked (id, note)
    where d.client_id = ${clientId} and d.from_type = ${from} and d.to_type = ${to}
      and d.record_id = asked.id and d.note = asked.note::uuid
  `.execute(db);
}

/** Which of these records nobody has asked for since they were met. */
export async function dueAmong(
  db: StoreHandle,
  clientId: string,
  { from, to }: AssociationPair,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select record_id as id from association_due
    where client_id = ${clientId} and from_type = ${from} and to_type = ${to} and record_id = any(${listed(ids)})
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** One parameter for any number of ids. */
function listed(ids: readonly string[]): RawBuilder<readonly string[]> {
  return sql`string_to_array(${ids.join("\n")}, E'\\n')`;
}
