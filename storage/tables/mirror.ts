import type { ColumnType, Generated } from "kysely";
import type { SearchLag } from "../../domain/mirror/search-lag.ts";
import type { CopyProgress, Lacks, StillSearch } from "../../domain/mirror/mirror.ts";
import type { StoredHistory } from "../../domain/mirror/past-values.ts";
import type { Widening } from "../../domain/mirror/widening.ts";
import type { TouchKind, TouchMaker, TouchReach } from "../../domain/leads/touch.ts";
import type { Json } from "./json.ts";

export interface RecordTable {
  client_id: string;
  record_type: string;
  record_id: string;
  properties: Json<Readonly<Record<string, string | null>>>;
  updated_at: Date | null;
  /** The start of the copy that stored it last. That one has met it since, its page of ids says. */
  seen_at: Date;
  set_id: Generated<number>;
  /** Of the last fact that a verdict on it rests on; numbers are in the order of their commits. */
  change_no: Generated<number>;
  history: ColumnType<StoredHistory | null, string | undefined, string>;
  history_of: Generated<Date | null>;
  history_due: Generated<boolean>;
}

export interface PropertySetTable {
  client_id: string;
  record_type: string;
  set_id: Generated<number>;
  names: Json<readonly string[]>;
}

export interface MirrorStateTable {
  client_id: string;
  record_type: string;
  properties: Json<readonly string[]>;
  watermark: Date | null;
  listed_at: Date | null;
  listed_count: number | null;
  copied_at: Date | null;
  doubt: string | null;
  vanished_at: Date | null;
  lacks: Json<Lacks> | null;
  search_lag: Json<SearchLag> | null;
  still: Json<StillSearch> | null;
  widening: Json<Widening> | null;
  definitions: ColumnType<Readonly<Record<string, string>>, string | undefined, string>;
  progress: Json<CopyProgress> | null;
  lease_holder: string | null;
  lease_until: Date | null;
  /** Rises whenever somebody takes it; whoever holds an older number holds nothing. */
  lease_no: Generated<number>;
  /** When its copy last stored something. */
  moved_at: Date | null;
  /** How many records the mirror holds. */
  record_count: Generated<number>;
  /** The last number that was given out. */
  change_no: Generated<number>;
  /** How often properties were forgotten, with which every record was read otherwise than was thought. */
  epoch: Generated<number>;
}

/** A list that is under way. Changes are copied beside it, by the lease of the mirror itself. */
export interface ListingTable {
  client_id: string;
  record_type: string;
  progress: Json<CopyProgress> | null;
  lease_holder: string | null;
  lease_until: Date | null;
  lease_no: Generated<number>;
  moved_at: Date | null;
}

/** What copies have met: a row for each page. */
export interface MetPageTable {
  client_id: string;
  record_type: string;
  page_no: Generated<number>;
  /** The start of the copy. */
  met_at: Date;
  /** In lines. */
  ids: string;
}

export interface TouchTable {
  client_id: string;
  contact_id: string;
  engagement_type: string;
  engagement_id: string;
  kind: TouchKind | null;
  at: Date | null;
  reach: Generated<TouchReach>;
  made_by: TouchMaker | null;
  booked_at: Date | null;
  self_booked: Generated<boolean>;
  stored_at: Generated<Date>;
}

export interface MergedRecordTable {
  client_id: string;
  record_type: string;
  former_id: string;
  survivor_id: string;
  noticed_at: Date;
  proven_at: Generated<Date | null>;
  moved_at: Generated<Date | null>;
}

export interface LeftRecordTable {
  client_id: string;
  record_type: string;
  record_id: string;
  left_at: Date;
}
