import { sql } from "kysely";
import type { Drift, DriftVerdict } from "../../domain/inventory/drift.ts";
import type { ItemType } from "../../domain/inventory/inventory.ts";
import type { StoreHandle } from "../database.ts";
import { reviveDates } from "./read-inventory.ts";

type StoredItem = Readonly<Record<string, unknown>> | null;
interface Row {
  kind: ItemType;
  item_id: string;
  version: number;
  as_of: Date;
  current: StoredItem;
  approved: StoredItem;
  investigator: string | null;
  investigated_since: Date | null;
  note: string | null;
}

/**
 * Every item whose present version is not the approved one, the latest change first. All others are as approved: a
 * portal in which nobody changes anything costs no row.
 */
export async function driftOf(
  db: StoreHandle,
  clientId: string,
  kinds?: readonly ItemType[],
): Promise<readonly Drift[]> {
  const { rows } = await sql<Row>`
    select i.kind, i.item_id, i.version, v.as_of, v.item as current, a.item as approved,
      i.investigator, i.investigated_since, i.note
    from inventory_item i
    join inventory_version v
      on v.client_id = i.client_id and v.kind = i.kind and v.item_id = i.item_id and v.version = i.version
    left join inventory_version a
      on a.client_id = i.client_id and a.kind = i.kind and a.item_id = i.item_id and a.version = i.approved_version
    join inventory_kind k on k.client_id = i.client_id and k.kind = i.kind and k.first_look_at is not null
    where i.client_id = ${clientId} and i.version is distinct from i.approved_version
      ${kinds === undefined ? sql`` : sql`and i.kind = any(${kinds})`}
    order by v.as_of desc, i.kind, i.item_id
  `.execute(db);
  return rows.map(asDrift);
}

/** The items of a client whose present version a person has approved, each written `kind/id`. */
export async function acceptedItems(db: StoreHandle, clientId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("inventory_item")
    .select(["kind", "item_id"])
    .where("client_id", "=", clientId)
    .where("verdict", "is not", null)
    .whereRef("version", "=", "approved_version")
    .execute();
  return new Set(rows.map(({ kind, item_id }) => `${kind}/${item_id}`));
}

/** The present version is the approved one from now on. False when it is not present any more: nothing is written. */
export async function approveVersion(
  transaction: StoreHandle,
  item: { readonly clientId: string; readonly kind: ItemType; readonly id: string; readonly version: number },
  said: { readonly verdict: DriftVerdict; readonly by: string; readonly at: Date; readonly note: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await ofItem(transaction, item)
    .set({
      approved_version: item.version,
      approved_at: said.at,
      approved_by: said.by,
      verdict: said.verdict,
      investigator: null,
      investigated_since: null,
      note: said.note,
    })
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** A person looks into it: it stays as it is, with an owner. False when that version is not present any more. */
export async function investigateVersion(
  transaction: StoreHandle,
  item: { readonly clientId: string; readonly kind: ItemType; readonly id: string; readonly version: number },
  said: { readonly by: string; readonly at: Date; readonly note: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await ofItem(transaction, item)
    .set({ investigator: said.by, investigated_since: said.at, note: said.note })
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function ofItem(
  transaction: StoreHandle,
  item: { readonly clientId: string; readonly kind: ItemType; readonly id: string; readonly version: number },
) {
  return transaction
    .updateTable("inventory_item")
    .where("client_id", "=", item.clientId)
    .where("kind", "=", item.kind)
    .where("item_id", "=", item.id)
    .where("version", "=", item.version);
}

function asDrift(row: Row): Drift {
  return {
    kind: row.kind,
    id: row.item_id,
    version: row.version,
    current: row.current === null ? null : reviveDates(row.current),
    approved: row.approved === null ? null : reviveDates(row.approved),
    changedAt: row.as_of,
    investigation:
      row.investigator === null ? null : { by: row.investigator, since: row.investigated_since!, note: row.note },
  };
}
