import { sql } from "kysely";
import { movedValues, type Dependence } from "../../domain/inventory/dependence.ts";
import type { InventoryItem, ItemType } from "../../domain/inventory/inventory.ts";
import { bumpWhere } from "../change-numbers.ts";
import type { StoreHandle } from "../database.ts";

/** An item as it was and as it is; null: it was not there, or is not there now. */
export interface ItemChange {
  readonly before: InventoryItem | null;
  readonly after: InventoryItem | null;
}

/**
 * Items of a portal's inventory changed: the records that are judged by what changed of them are judged again. Deals
 * and leads by the stages of their pipelines, and whatever people were told of that names the owner.
 */
export async function bumpByItems(
  transaction: StoreHandle,
  clientId: string,
  kind: ItemType,
  changes: readonly ItemChange[],
  dependences: readonly Dependence[],
): Promise<void> {
  if (changes.length === 0) return;
  // In the order of the alphabet, as whoever locks several types does.
  for (const one of dependences.toSorted((a, b) => (a.recordType < b.recordType ? -1 : 1))) {
    const values = changes.flatMap(({ before, after }) => movedValues(one, before, after));
    if (values.length === 0) continue;
    const named = sql`properties ->> ${sql.lit(one.property)} = any(${listOf(values)})`;
    await bumpWhere(transaction, clientId, one.recordType, named);
  }
  const ids = changes.flatMap(({ before, after }) => (before ?? after)?.id ?? []);
  if (kind === "owner") await bumpByOwners(transaction, clientId, ids);
}

/** No verdict rests on an owner's name, but findings show it. */
async function bumpByOwners(transaction: StoreHandle, clientId: string, ownerIds: readonly string[]): Promise<void> {
  const named = await transaction
    .selectFrom("finding")
    .select(["subject_type", "subject_id"])
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .where("owner_id", "in", [...new Set(ownerIds)])
    .execute();
  // In the order of the alphabet, as whoever locks several types does.
  const byType = [...Map.groupBy(named, ({ subject_type }) => subject_type)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [type, subjects] of byType) {
    const ids = listOf(subjects.map(({ subject_id }) => subject_id));
    await bumpWhere(transaction, clientId, type, sql`record_id = any(${ids})`);
  }
}

/** One parameter for any number of them. */
function listOf(texts: readonly string[]) {
  return sql`string_to_array(${[...new Set(texts)].join("\n")}, E'\\n')`;
}
