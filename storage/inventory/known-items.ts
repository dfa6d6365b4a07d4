import type { ItemType } from "../../domain/inventory/inventory.ts";
import type { StoreHandle } from "../database.ts";
import type { KnownItem } from "./decide-versions.ts";

/** Every item of a kind that was ever met, as it was last met, by id. */
export async function knownItems(
  db: StoreHandle,
  clientId: string,
  kind: ItemType,
): Promise<ReadonlyMap<string, KnownItem>> {
  const rows = await db
    .selectFrom("inventory_item as i")
    .innerJoin("inventory_version as v", (join) =>
      join
        .onRef("v.client_id", "=", "i.client_id")
        .onRef("v.kind", "=", "i.kind")
        .onRef("v.item_id", "=", "i.item_id")
        .onRef("v.version", "=", "i.version"),
    )
    .leftJoin("inventory_version as a", (join) =>
      join
        .onRef("a.client_id", "=", "i.client_id")
        .onRef("a.kind", "=", "i.kind")
        .onRef("a.item_id", "=", "i.item_id")
        .onRef("a.version", "=", "i.approved_version"),
    )
    .select(["i.item_id", "i.version", "i.is_present", "i.approved_version", "v.hash", "v.item", "a.hash as approved"])
    .select((of) => of.ref("i.figures").as("figures"))
    .where("i.client_id", "=", clientId)
    .where("i.kind", "=", kind)
    .execute();
  return new Map(
    rows.map((row) => [
      row.item_id,
      {
        version: row.version,
        isPresent: row.is_present,
        hash: row.hash,
        content: row.item,
        figures: sortedJson(row.figures),
        approvedVersion: row.approved_version,
        approvedHash: row.approved,
      },
    ]),
  );
}

/** As `splitItem` writes it: the database keeps the keys in an order of its own. */
function sortedJson(figures: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(figures).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}
