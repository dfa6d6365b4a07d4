import { sql } from "kysely";
import type { StoreHandle } from "../database.ts";
import type { Decided } from "./decide-versions.ts";
import type { InventoryLook } from "./put-inventory.ts";

/** So many rows go in one statement. */
const batch = 1_000;

/** Writes what a look has changed: the versions, and which of them each item is at. */
export async function writeVersions(
  transaction: StoreHandle,
  { clientId, words: { kind }, asOf }: InventoryLook,
  decided: readonly Decided[],
  isFirstLook: boolean,
): Promise<void> {
  for (let start = 0; start < decided.length; start += batch) {
    const some = decided.slice(start, start + batch);
    const versions = some.filter(({ change }) => change !== "moved");
    if (versions.length > 0)
      await transaction
        .insertInto("inventory_version")
        .values(
          versions.map(({ id, version, change, item }) => ({
            client_id: clientId,
            kind,
            item_id: id,
            version,
            as_of: asOf,
            change: isFirstLook ? "seen" : change === "richer" ? "changed" : (change as "created"),
            hash: item?.hash ?? "",
            item: item?.content ?? null,
          })),
        )
        // A version that only holds a field more keeps its age and how it came about.
        .onConflict((conflict) =>
          conflict
            .columns(["client_id", "kind", "item_id", "version"])
            .doUpdateSet((of) => ({ hash: of.ref("excluded.hash"), item: of.ref("excluded.item") })),
        )
        .execute();
    await writeItems(transaction, { clientId, kind, asOf, isFirstLook }, some);
  }
}

interface Place {
  readonly clientId: string;
  readonly kind: string;
  readonly asOf: Date;
  readonly isFirstLook: boolean;
}

async function writeItems(
  transaction: StoreHandle,
  { clientId, kind, asOf, isFirstLook }: Place,
  decided: readonly Decided[],
): Promise<void> {
  const rows = JSON.stringify(
    decided.map(({ id, version, item, isReverted }) => ({
      id,
      version,
      present: item !== null,
      figures: item === null ? {} : (JSON.parse(item.figures) as unknown),
      reverted: isReverted,
      approved: isFirstLook || isReverted ? version : null,
    })),
  );
  await sql`
    insert into inventory_item as i (client_id, kind, item_id, version, is_present, figures, approved_version, approved_at)
    select ${clientId}, ${kind}, r.id, r.version, r.present, r.figures, r.approved,
      case when r.approved is null then null else ${asOf}::timestamptz end
    from jsonb_to_recordset(${rows}::jsonb)
      as r(id text, version integer, present boolean, figures jsonb, reverted boolean, approved integer)
    on conflict (client_id, kind, item_id) do update set
      version = excluded.version,
      is_present = excluded.is_present,
      figures = excluded.figures,
      approved_version = coalesce(excluded.approved_version, i.approved_version),
      verdict = case when excluded.approved_version is null then i.verdict end,
      investigator = case when excluded.approved_version is null then i.investigator end,
      investigated_since = case when excluded.approved_version is null then i.investigated_since end,
      note = case when excluded.approved_version is null then i.note end
  `.execute(transaction);
}
