import { sql } from "kysely";
import type { ItemType } from "../../domain/inventory/inventory.ts";
import type { StoreHandle } from "../database.ts";
import type { InventoryLook } from "./put-inventory.ts";

/** A figure as it was at the end of a day of the client's calendar, such as "2026-11-30". */
export interface FigureOfDay {
  readonly day: string;
  readonly value: number;
}

/** Keeps the figure of each item whose kind has a history of it: a row a day, and only when it is another. */
export async function saveFigures(transaction: StoreHandle, { clientId, words, items, day }: InventoryLook) {
  const { history, kind } = words;
  if (history === null || day === null) return;
  const figures = items.flatMap((item) => {
    const value = (item as unknown as Readonly<Record<string, unknown>>)[history];
    return typeof value === "number" ? [{ id: item.id, day, value }] : [];
  });
  await putFigures(transaction, clientId, kind, figures);
}

export async function putFigures(
  transaction: StoreHandle,
  clientId: string,
  kind: ItemType,
  figures: readonly (FigureOfDay & { readonly id: string })[],
): Promise<void> {
  if (figures.length === 0) return;
  await sql`
    insert into inventory_figure (client_id, kind, item_id, day, value)
    select ${clientId}, ${kind}, r.id, r.day, r.value
    from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb) as r(id text, day date, value double precision)
    where r.value is distinct from (
      select f.value from inventory_figure f
      where f.client_id = ${clientId} and f.kind = ${kind} and f.item_id = r.id and f.day <= r.day
      order by f.day desc limit 1
    )
    on conflict (client_id, kind, item_id, day) do update set value = excluded.value
  `.execute(transaction);
}

/**
 * The figures of one kind since a day, oldest first, by item. Before the first row nothing is known; a day without a
 * row is as the one before it, so the last row before `since` comes along.
 */
export async function figuresSince(
  db: StoreHandle,
  clientId: string,
  kind: ItemType,
  since: string,
): Promise<ReadonlyMap<string, readonly FigureOfDay[]>> {
  const { rows } = await sql<{ id: string; day: string; value: number }>`
    select item_id as id, to_char(day, 'YYYY-MM-DD') as day, value from inventory_figure f
    where client_id = ${clientId} and kind = ${kind} and day >= coalesce((
      select max(before.day) from inventory_figure before
      where before.client_id = f.client_id and before.kind = f.kind and before.item_id = f.item_id
        and before.day <= ${since}::date
    ), ${since}::date)
    order by item_id, f.day
  `.execute(db);
  const figures = new Map<string, FigureOfDay[]>();
  for (const { id, day, value } of rows) {
    const known = figures.get(id) ?? [];
    figures.set(id, known);
    known.push({ day, value });
  }
  return figures;
}
