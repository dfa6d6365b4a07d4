import { sql } from "kysely";
import type { Dependence } from "../../domain/inventory/dependence.ts";
import type { InventoryItem, ItemType } from "../../domain/inventory/inventory.ts";
import type { AnyKindWords } from "../../domain/inventory/words.ts";
import { inTransaction } from "../change-numbers.ts";
import type { StoreHandle } from "../database.ts";
import { bumpByItems, type ItemChange } from "../judging/bump-by-items.ts";
import { decideVersions, type Decided, type KnownItem } from "./decide-versions.ts";
import { saveFigures } from "./figures.ts";
import { knownItems } from "./known-items.ts";
import { hashOf, splitItem } from "./split-item.ts";
import { writeVersions } from "./write-versions.ts";

/** One complete look at one kind. */
export interface InventoryLook {
  readonly clientId: string;
  readonly words: AnyKindWords;
  readonly items: readonly InventoryItem[];
  readonly asOf: Date;
  /** The client's own day of that instant, under which figures are kept; null to keep no history of them. */
  readonly day: string | null;
  /** The records that are read with items of this kind; left out: there are none. */
  readonly dependences?: readonly Dependence[];
}

/** What a look found otherwise than the one before, by id: whoever judges by these items judges again. */
export interface InventoryChanges {
  readonly kind: ItemType;
  /** Everything is new to us, and approved as it is. */
  readonly isFirstLook: boolean;
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
  readonly recreated: readonly string[];
  /** Only a figure is another, such as the size of a list, or a field is read that was not read before. */
  readonly moved: readonly string[];
}

/**
 * Keeps a complete look as versions of items. An item gets another version only when its content is another; an equal
 * look writes nothing, and one that is older than what is known changes nothing. What is judged by these items is
 * judged again.
 */
export async function putInventory(db: StoreHandle, look: InventoryLook): Promise<InventoryChanges> {
  return inTransaction(db, async (transaction) => putLook(transaction, look));
}

async function putLook(transaction: StoreHandle, look: InventoryLook): Promise<InventoryChanges> {
  const { clientId, words, asOf } = look;
  const items = look.items.map((item) => splitItem(words, item)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const hash = hashOf(items.map((item) => `${item.hash} ${item.figures}`).join("\n"));
  const state = await lockKind(transaction, clientId, words.kind, asOf);
  const isFirstLook = state.first_look_at === null;
  if (!isFirstLook && (state.hash === hash || asOf < state.changed_at)) return changesOf(words.kind, false, []);

  const known = await knownItems(transaction, clientId, words.kind);
  // What an older version of ours kept was never looked at item by item, and is not what is approved.
  if (isFirstLook) await forgetKind(transaction, clientId, words.kind);
  const decided = decideVersions(isFirstLook ? new Map() : known, items);
  await bumpByItems(transaction, clientId, words.kind, asTheyWereAndAre(known, decided), look.dependences ?? []);
  await writeVersions(transaction, look, decided, isFirstLook);
  await saveFigures(transaction, look);
  await transaction
    .updateTable("inventory_kind")
    .set({ hash, changed_at: asOf, ...(isFirstLook && { first_look_at: asOf }) })
    .where("client_id", "=", clientId)
    .where("kind", "=", words.kind)
    .execute();
  return changesOf(words.kind, isFirstLook, decided);
}

function asTheyWereAndAre(known: ReadonlyMap<string, KnownItem>, decided: readonly Decided[]): readonly ItemChange[] {
  return decided.map(({ id, item }) => ({
    before: asItem(known.get(id)?.content),
    after: item === null ? null : asItem(JSON.parse(item.content)),
  }));
}

function asItem(content: unknown): InventoryItem | null {
  return content === null || content === undefined ? null : (content as InventoryItem);
}

function changesOf(kind: ItemType, isFirstLook: boolean, decided: readonly Decided[]): InventoryChanges {
  const ids = (...changes: readonly Decided["change"][]) =>
    decided.filter(({ change }) => changes.includes(change)).map(({ id }) => id);
  return {
    kind,
    isFirstLook,
    created: ids("created"),
    changed: ids("changed"),
    deleted: ids("deleted"),
    recreated: ids("recreated"),
    moved: ids("moved", "richer"),
  };
}

/** Two runs that meet here take turns. A kind that was never looked at is entered first. */
async function lockKind(transaction: StoreHandle, clientId: string, kind: ItemType, asOf: Date) {
  const known = transaction
    .selectFrom("inventory_kind")
    .select(["first_look_at", "changed_at", "hash"])
    .where("client_id", "=", clientId)
    .where("kind", "=", kind)
    .forUpdate();
  const found = await known.executeTakeFirst();
  if (found !== undefined) return found;
  await transaction
    .insertInto("inventory_kind")
    .values({ client_id: clientId, kind, first_look_at: null, changed_at: asOf, hash: "" })
    .onConflict((conflict) => conflict.columns(["client_id", "kind"]).doNothing())
    .execute();
  return known.executeTakeFirstOrThrow();
}

async function forgetKind(transaction: StoreHandle, clientId: string, kind: ItemType): Promise<void> {
  for (const table of ["inventory_item", "inventory_version"] as const)
    await sql`delete from ${sql.table(table)} where client_id = ${clientId} and kind = ${kind}`.execute(transaction);
}
