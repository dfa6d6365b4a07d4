import type { Database } from "../database.ts";
import { smallTables } from "./small-tables.ts";
import { judgedTables } from "./judged-tables.ts";
import { toldTables } from "./told-tables.ts";
import { choiceTables } from "./choice-tables.ts";
import { inventoryTables } from "./inventory-tables.ts";
import { leadTables } from "./lead-tables.ts";
import { processTables } from "./process-tables.ts";
import type { TableRetention } from "./table-retention.ts";

/**
 * Every table, with what is kept of it. Statements work on all clients at once and follow an index on age.
 *
 * What is open is never touched: open findings, alerts that are not over with their messages and threads, the newest
 * complete run of each cadence, the approved and the last two
 * versions of each item that a portal is set up with.
 */
export const tables: Readonly<Record<keyof Database | "schema_migration", TableRetention>> = {
  ...smallTables,
  ...judgedTables,
  ...toldTables,
  ...choiceTables,
  ...inventoryTables,
  ...leadTables,
  ...processTables,
};
