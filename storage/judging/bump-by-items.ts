import { sql } from "kysely";
import type { InventoryItem, ItemType } from "../../domain/inventory/inventory.ts";
import { bumpWhere } from "../change-numbers.ts";
import type { StoreHandle } from "../database.ts";

/**
 * Items of a portal's inventory changed: the records that are judged by them are judged again. Deals and leads by the stages
 * of their pipelines, and whatever people were told of that names the owner.
 *
 * @param items - Those that are new, gone or changed, as they were and as they are.
 */
export async function bumpByItems(
  transaction: StoreHandle,
  clientId: string,
  kind: ItemType,
  items: readonly InventoryItem[],
): Promise<void> {
  if (items.length === 0) return;
  if (kind === "pipeline" || kind === "lead-pipeline") {
    const stages = listOf(items.flatMap((item) => ("stages" in item ? item.stages.map(({ id }) => id) : [])));
    const [type, property] = kind === "pipeline" ? ["deal", "dealstage"] : ["lead", "hs_pipeline_stage"];
    await bumpWhere(transaction, clientId, type!, sql`properties ->> ${property} = any(${stages})`);
  }
  if (kind === "owner") await bumpByOwners(transaction, clientId, items);
}

/** No verdict rests on an owner's name, but findings show it. */
async function bumpByOwners(
  transaction: StoreHandle,
  clientId: string,
  owners: readonly InventoryItem[],
): Promise<void> {
  const named = await transaction
    .selectFrom("finding")
    .select(["subject_type", "subject_id"])
    .where("client_id", "=", clientId)
    .where("status", "=", "open")
    .where("owner_id", "in", [...new Set(owners.map(({ id }) => id))])
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
