import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import type { ConfigurationItem, ItemOf, ItemType } from "../domain/inventory/inventory.ts";
import { inTransaction } from "./change-numbers.ts";
import type { Database } from "./database.ts";
import { bumpByItems } from "./judging/bump-by-items.ts";
import { storableJson } from "./storable.ts";

/**
 * Keeps one kind of configuration as versions: a new one only when the content changed, so that drift is a diff of two.
 */
export async function putInventory(
  db: Kysely<Database>,
  clientId: string,
  kind: ItemType,
  items: readonly ConfigurationItem[],
  asOf: Date,
): Promise<void> {
  const text = storableJson([...items].sort((a, b) => a.id.localeCompare(b.id)));
  const hash = createHash("sha256").update(text).digest("hex");
  const latest = await latestVersion(db, clientId, kind);
  if (latest?.hash === hash) return;
  await inTransaction(db, async (transaction) => {
    const added = await transaction
      .insertInto("config_version")
      .values({ client_id: clientId, kind, version: (latest?.version ?? 0) + 1, as_of: asOf, hash, items: text })
      // Two runs that meet here read the same portal; the first one's copy stands.
      .onConflict((conflict) => conflict.columns(["client_id", "kind", "version"]).doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows === 0n) return;
    await bumpByItems(transaction, clientId, kind, changedItems(latest?.items ?? [], JSON.parse(text) as typeof items));
  });
}

/** Items that are new, gone or otherwise than before, as they were and as they are. */
function changedItems(
  before: readonly ConfigurationItem[],
  after: readonly ConfigurationItem[],
): readonly ConfigurationItem[] {
  const texts = (items: readonly ConfigurationItem[]) => new Map(items.map((item) => [JSON.stringify(item), item]));
  const [old, now] = [texts(before), texts(after)];
  const onlyIn = (some: typeof old, other: typeof old) => [...some].filter(([text]) => !other.has(text));
  return [...onlyIn(old, now), ...onlyIn(now, old)].map(([, item]) => item);
}

/** The inventory that was last read; null when it never was. */
export async function latestInventory<Type extends ItemType>(
  db: Kysely<Database>,
  clientId: string,
  kind: Type,
): Promise<readonly ItemOf<Type>[] | null> {
  const row = await latestVersion(db, clientId, kind);
  return row === undefined ? null : (row.items.map(reviveDates) as unknown as readonly ItemOf<Type>[]);
}

/** The version before the latest one; null when there is none. */
export async function previousInventory<Type extends ItemType>(
  db: Kysely<Database>,
  clientId: string,
  kind: Type,
): Promise<readonly ItemOf<Type>[] | null> {
  const row = await db
    .selectFrom("config_version")
    .select("items")
    .where("client_id", "=", clientId)
    .where("kind", "=", kind)
    .orderBy("version", "desc")
    .limit(1)
    .offset(1)
    .executeTakeFirst();
  return row === undefined ? null : (row.items.map(reviveDates) as unknown as readonly ItemOf<Type>[]);
}

function latestVersion(db: Kysely<Database>, clientId: string, kind: string) {
  return db
    .selectFrom("config_version")
    .select(["version", "hash", "items"])
    .where("client_id", "=", clientId)
    .where("kind", "=", kind)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** JSON has no dates: by our naming every field that ends in `At` is one. */
function reviveDates(item: ConfigurationItem): unknown {
  return Object.fromEntries(
    Object.entries(item).map(([field, value]) => [
      field,
      field.endsWith("At") && typeof value === "string" ? new Date(value) : value,
    ]),
  );
}
