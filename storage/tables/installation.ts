import type { Generated } from "kysely";
import type { Json } from "./json.ts";

export interface AuditLogTable {
  entry_id: Generated<number>;
  client_id: string | null;
  at: Date;
  by_whom: string;
  verb: string;
  detail: Json<unknown>;
}

export interface LostSpanTable {
  client_id: string;
  until_at: Date;
  from_at: Date;
  quieted_at: Date | null;
  judged_at: Date | null;
  settled_at: Date | null;
}

export interface SettingTable {
  name: string;
  value: Json<unknown>;
}
