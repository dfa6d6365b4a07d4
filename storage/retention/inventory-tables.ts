import { sql } from "kysely";
import { bounded, deleteFrom, type TableRetention } from "./table-retention.ts";

/** What a portal is set up with, as it was. */
export const inventoryTables = {
  inventory_kind: bounded("client and kind of inventory"),
  inventory_item: {
    keeps: "As long as the portal has it; `configurations` after its deletion was approved.",
    prune: {
      by: "configurations",
      statement: ({ before, limit }) => sql`
        with gone as (${deleteFrom(
          "inventory_item",
          sql`select i.ctid from inventory_item i
            join inventory_version v
              on v.client_id = i.client_id and v.kind = i.kind and v.item_id = i.item_id and v.version = i.version
            where not i.is_present and i.version = i.approved_version and v.as_of < ${before} limit ${limit}`,
        )} returning client_id, kind, item_id)
        delete from inventory_version v using gone g
          where v.client_id = g.client_id and v.kind = g.kind and v.item_id = g.item_id`,
    },
  },
  inventory_version: {
    keeps: "`configurations`. Of each item the approved version and the last two stay.",
    prune: {
      by: "configurations",
      statement: ({ before, limit }) =>
        deleteFrom(
          "inventory_version",
          sql`select v.ctid from inventory_version v
            join inventory_item i on i.client_id = v.client_id and i.kind = v.kind and i.item_id = v.item_id
            where v.as_of < ${before} and v.version < i.version - 1 and v.version is distinct from i.approved_version
            order by v.as_of limit ${limit}`,
        ),
    },
  },
  inventory_figure: {
    keeps: "A value a day for 400 days, and the last one before.",
    prune: {
      by: { days: 400 },
      statement: ({ before, limit }) =>
        deleteFrom(
          "inventory_figure",
          sql`select f.ctid from inventory_figure f where f.day < ${before}
            and exists (
              select 1 from inventory_figure later
              where later.client_id = f.client_id and later.kind = f.kind and later.item_id = f.item_id
                and later.day > f.day and later.day <= ${before}
            )
            order by f.day limit ${limit}`,
        ),
    },
  },
} as const satisfies Readonly<Record<string, TableRetention>>;
