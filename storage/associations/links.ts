import { sql, type RawBuilder } from "kysely";
import { changedLinks, type AssociationPair, type Linked, type LinkChange } from "../../domain/mirror/associations.ts";
import { bumpRecords } from "../change-numbers.ts";
import type { StoreHandle } from "../database.ts";
import { lockTypes } from "./bump-linked.ts";

const chunk = 1_000;

/**
 * Which records of the one type hang on these of the other. A record without any is left out. Each is looked up by its
 * key: asked for all at once, a database that has not weighed the table reads the whole of it for each page.
 */
export async function linksOf(
  db: StoreHandle,
  clientId: string,
  { from, to }: AssociationPair,
  ids: readonly string[],
): Promise<Linked> {
  const found = new Map<string, readonly string[]>();
  for (let start = 0; start < ids.length; start += chunk) {
    const some = sql`string_to_array(${[...new Set(ids.slice(start, start + chunk))].join("\n")}, E'\\n')`;
    const { rows } = await sql<{ id: string; ends: readonly string[] }>`
      select asked.id, linked.ends from unnest(${some}) as asked (id) cross join lateral (
        select array_agg(a.to_id order by a.to_id) as ends from association a
        where a.client_id = ${clientId} and a.from_type = ${from} and a.from_id = asked.id and a.to_type = ${to}
      ) linked where linked.ends is not null
    `.execute(db);
    for (const { id, ends } of rows) found.set(id, ends);
  }
  return found;
}

/**
 * Stores what HubSpot has just said of these records: what it no longer names is unlinked. Both ends of what changed
 * are changed records. An equal answer writes nothing.
 *
 * @returns The records of both ends whose associations changed.
 */
export async function putLinks(
  transaction: StoreHandle,
  clientId: string,
  pair: AssociationPair,
  ids: readonly string[],
  now: Linked,
): Promise<{ readonly from: readonly string[]; readonly to: readonly string[] }> {
  const { added, removed } = changedLinks(ids, await linksOf(transaction, clientId, pair, ids), now);
  const changed = [...added, ...removed];
  if (changed.length === 0) return { from: [], to: [] };
  const [fromIds, toIds] = [changed.map(({ fromId }) => fromId), changed.map(({ toId }) => toId)];
  await lockTypes(transaction, clientId, [pair.from, pair.to]);
  await bumpRecords(transaction, clientId, pair.from, fromIds);
  await bumpRecords(transaction, clientId, pair.to, toIds);
  await removeLinks(transaction, clientId, pair, removed);
  await addLinks(transaction, clientId, pair, added);
  return { from: [...new Set(fromIds)], to: [...new Set(toIds)] };
}

async function addLinks(
  transaction: StoreHandle,
  clientId: string,
  { from, to }: AssociationPair,
  links: readonly LinkChange[],
): Promise<void> {
  if (links.length === 0) return;
  await sql`
    insert into association (client_id, from_type, from_id, to_type, to_id)
    select ${clientId}, ${from}, from_id, ${to}, to_id from ${both(links)}
    union all
    select ${clientId}, ${to}, to_id, ${from}, from_id from ${both(links)}
    on conflict do nothing
  `.execute(transaction);
}

async function removeLinks(
  transaction: StoreHandle,
  clientId: string,
  { from, to }: AssociationPair,
  links: readonly LinkChange[],
): Promise<void> {
  if (links.length === 0) return;
  const remove = (one: string, other: string, ends: RawBuilder<unknown>) => sql`
    delete from association a using ${both(links)}
    where a.client_id = ${clientId} and a.from_type = ${one} and a.to_type = ${other} and ${ends}
  `;
  await remove(from, to, sql`a.from_id = link.from_id and a.to_id = link.to_id`).execute(transaction);
  await remove(to, from, sql`a.from_id = link.to_id and a.to_id = link.from_id`).execute(transaction);
}

/** Two texts for any number of pairs, so that a statement has few parameters. */
function both(links: readonly LinkChange[]): RawBuilder<unknown> {
  const column = (values: readonly string[]) => sql`string_to_array(${values.join("\n")}, E'\\n')`;
  const [fromIds, toIds] = [links.map(({ fromId }) => fromId), links.map(({ toId }) => toId)];
  return sql`unnest(${column(fromIds)}, ${column(toIds)}) as link (from_id, to_id)`;
}
