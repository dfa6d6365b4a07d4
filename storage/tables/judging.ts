import type { ColumnType, Generated } from "kysely";

/** What one record adds to an aggregate: the tally's place in its rule set, a civil day or "", a cohort, a value. */
export type CountedPart = readonly [place: number, day: string, cohort: string, value: number];

export interface StandingTable {
  client_id: string;
  cadence: string;
  record_type: string;
  record_id: string;
  judged_change: number;
  due_at: Date | null;
  rule_set: number;
  verdicts: Uint8Array;
  counted: ColumnType<readonly CountedPart[] | null, string | null, string | null>;
  is_gone: Generated<boolean>;
}

export interface JudgedGroupTable {
  client_id: string;
  cadence: string;
  record_type: string;
  rule_set: number;
  rules: string;
  as_of: Date;
  version: number;
  slice_after: Generated<string | null>;
  epoch: Generated<number | null>;
}

export interface JudgedCheckTable {
  client_id: string;
  cadence: string;
  record_type: string;
  check_id: string;
  place: number;
  judged_change: number;
  passed: number;
  failed: number;
  unknown: number;
  not_applicable: number;
  unknown_because: string | null;
  projection: Generated<string | null>;
  rule_set: number;
  rule: Generated<string | null>;
  tallies: Generated<string | null>;
}

export interface DayCountTable {
  client_id: string;
  cadence: string;
  record_type: string;
  check_id: string;
  tally: number;
  day: string;
  cohort: string;
  n: number;
  total: number;
}

export interface JudgingComparisonTable {
  client_id: string;
  as_of: Date;
  records: number;
  verdicts: number;
  counters: number;
  first_difference: string | null;
}

export interface MeasurementTable {
  client_id: string;
  measure: string;
  cohort: string;
  /** Such as "2026-11-25". */
  day: ColumnType<string, string, never>;
  as_of: Date;
  n: number;
  value: number | null;
}
