import { sql } from "kysely";
import type { Inventory, InventoryItem, ItemOf, ItemType } from "../../domain/inventory/inventory.ts";
import type { StoreHandle, StoreReader } from "../database.ts";

/** The inventory as the last complete look found it, in order of id; null when there was none yet. */
export async function latestInventory<Type extends ItemType>(
  db: StoreHandle,
  clientId: string,
  kind: Type,
): Promise<readonly ItemOf<Type>[] | null> {
  const { rows } = await sql<{ item: Readonly<Record<string, unknown>> | null }>`
    select v.item || i.figures as item
    from inventory_kind k
    left join inventory_item i on i.client_id = k.client_id and i.kind = k.kind and i.is_present
    left join inventory_version v
      on v.client_id = i.client_id and v.kind = i.kind and v.item_id = i.item_id and v.version = i.version
    where k.client_id = ${clientId} and k.kind = ${kind}
    order by i.item_id collate "C"
  `.execute(db);
  if (rows.length === 0) return null;
  return rows.flatMap(({ item }) => (item === null ? [] : [reviveDates(item) as unknown as ItemOf<Type>]));
}

/** The same of several kinds at once; a kind that nobody has looked at yet is left out. */
export async function latestInventories(
  db: StoreReader,
  clientId: string,
  kinds: readonly ItemType[],
): Promise<Inventory> {
  if (kinds.length === 0) return {};
  const rows = await db
    .selectFrom("inventory_kind as k")
    .leftJoin("inventory_item as i", (join) =>
      join.onRef("i.client_id", "=", "k.client_id").onRef("i.kind", "=", "k.kind").on("i.is_present", "=", true),
    )
    .leftJoin("inventory_version as v", (join) =>
      join
        .onRef("v.client_id", "=", "i.client_id")
        .onRef("v.kind", "=", "i.kind")
        .onRef("v.item_id", "=", "i.item_id")
        .onRef("v.version", "=", "i.version"),
    )
    .select(["k.kind", sql<Readonly<Record<string, unknown>> | null>`v.item || i.figures`.as("item")])
    .where("k.client_id", "=", clientId)
    .where("k.kind", "in", [...kinds])
    .orderBy(sql`i.item_id collate "C"`)
    .execute();
  const inventory: Record<string, InventoryItem[]> = {};
  for (const { kind, item } of rows) {
    const items = (inventory[kind] ??= []);
    if (item !== null) items.push(reviveDates(item));
  }
  return inventory as Inventory;
}

/** The ids of a kind's items, which is all that the next look is held against; null when nobody has looked yet. */
export async function knownIds(db: StoreHandle, clientId: string, kind: ItemType): Promise<readonly string[] | null> {
  const { rows } = await sql<{ id: string | null }>`
    select i.item_id as id from inventory_kind k
    left join inventory_item i on i.client_id = k.client_id and i.kind = k.kind and i.is_present
    where k.client_id = ${clientId} and k.kind = ${kind}
  `.execute(db);
  return rows.length === 0 ? null : rows.flatMap(({ id }) => (id === null ? [] : [id]));
}

/** The names of all items of these kinds, by `kind/id`, deleted ones by their last. */
export async function namesOf(
  db: StoreReader,
  clientId: string,
  kinds: readonly ItemType[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom("inventory_version")
    .select(["kind", "item_id"])
    .select(sql<string>`item ->> 'name'`.as("name"))
    .where("client_id", "=", clientId)
    .where("kind", "in", kinds)
    .where("item", "is not", null)
    .orderBy("version")
    .execute();
  return new Map(rows.map(({ kind, item_id, name }) => [`${kind}/${item_id}`, name]));
}

/** JSON has no dates: by our naming every field that ends in `At` is one. */
export function reviveDates(item: Readonly<Record<string, unknown>>): InventoryItem {
  return Object.fromEntries(
    Object.entries(item).map(([field, value]) => [
      field,
      field.endsWith("At") && typeof value === "string" ? new Date(value) : value,
    ]),
  ) as unknown as InventoryItem;
}
