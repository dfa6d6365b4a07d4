import type { InventoryItem } from "../../domain/inventory/inventory.ts";
import type { DriftVerdict } from "../../domain/inventory/drift.ts";
import type { Json } from "./json.ts";

export interface InventoryKindTable {
  client_id: string;
  kind: string;
  first_look_at: Date | null;
  changed_at: Date;
  hash: string;
}

export interface InventoryItemTable {
  client_id: string;
  kind: string;
  item_id: string;
  version: number;
  is_present: boolean;
  figures: Json<Readonly<Record<string, unknown>>>;
  approved_version: number | null;
  approved_at: Date | null;
  approved_by: string | null;
  verdict: DriftVerdict | null;
  investigator: string | null;
  investigated_since: Date | null;
  note: string | null;
}

export interface InventoryVersionTable {
  client_id: string;
  kind: string;
  item_id: string;
  version: number;
  as_of: Date;
  change: "seen" | "created" | "changed" | "deleted" | "recreated";
  hash: string;
  /** Without its figures; null for one that is deleted. */
  item: Json<InventoryItem> | null;
}

export interface InventoryFigureTable {
  client_id: string;
  kind: string;
  item_id: string;
  /** A day of the client's calendar. */
  day: string;
  value: number;
}
