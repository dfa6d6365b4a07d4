import type { Telling } from "../../domain/findings/telling.ts";
import type { ScanStatus, ScanSubject } from "../../domain/mirror/scan.ts";
import type { CheckOutcomeStatus, RunCounts, Score } from "../../domain/reporting/score.ts";
import type { Generated } from "kysely";
import type { Json } from "./json.ts";

export type RunMode = "baseline" | "live" | "late" | "history";

export type RunStatus = "running" | "complete" | "partial" | "failed";

/** What a run of "all" reads counts for each of these. */
export type ReadingCadence = "fast" | "hourly" | "daily";

export interface RunTable {
  client_id: string;
  run_id: string;
  cadence: string;
  mode: RunMode;
  period: Date;
  as_of: Date;
  status: RunStatus;
  reason: string | null;
  finished_at: Date | null;
  workflow_id: string;
  workflow_run_id: string;
  score: Json<Score> | null;
  counts: Json<RunCounts> | null;
  /** It has read all that it had to; null until it is settled. */
  is_reading: boolean | null;
  /** The last attempt that began; no other one may settle. */
  attempt: Generated<number>;
  /** The settings that it goes by; null for a run of an older version. */
  config_hash: Generated<string | null>;
}

export interface RunConfigTable {
  client_id: string;
  config_hash: string;
  /** As the config knows it; nothing in the database asks for a part of it. */
  config: Json<Readonly<Record<string, unknown>>>;
  saved_at: Generated<Date>;
}

/** Findings have changed, and those who have to hear of it have not been seen to yet. */
export interface ReconcileNeededTable {
  client_id: string;
  change_no: Generated<number>;
  since: Date;
}

export interface ScanTable {
  client_id: string;
  run_id: string;
  subject: ScanSubject;
  status: ScanStatus;
  reason: string | null;
  records: number;
  /** For how long HubSpot's search was seen to hide a change; null where nothing was hidden. */
  search_lag_ms: number | null;
  started_at: Date;
  finished_at: Date;
}

export interface ReadingTable {
  client_id: string;
  cadence: ReadingCadence;
  /** The instant of the last complete reading; null before the first. */
  complete_at: Date | null;
  due_since: Date;
  read_at: Date | null;
  run_id: string | null;
}

interface OutcomeColumns {
  client_id: string;
  run_id: string;
  check_id: string;
  status: CheckOutcomeStatus;
  reason: string | null;
  remedy: string | null;
  passed: number;
  failed: number;
  unknown: number;
  not_applicable: number;
}

export interface CheckOutcomeTable extends OutcomeColumns {}

export interface LatestOutcomeTable extends OutcomeColumns {
  as_of: Date;
}

/** When a check first looked at a client, and when it first looked at all of it. */
/** A check without a row is told. */
export interface CheckTellingTable {
  client_id: string;
  check_id: string;
  telling: Telling;
  /** Of an observed check its first complete live look; null until then. */
  since: Date | null;
  by_whom: string;
}

export interface CheckBaselineTable {
  client_id: string;
  check_id: string;
  began_at: Date;
  /** Null until all that it rests on was read. */
  complete_at: Date | null;
}
