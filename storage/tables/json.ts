import type { ColumnType } from "kysely";

/** A JSON column: read as the value, written as its JSON text, so that both drivers treat it alike. */
export type Json<Value> = ColumnType<Value, string, string>;
