/**
 * Hands are noticed for longer than their answers are asked for, where a check asks since when a lead was left alone.
 * `lead-stale` judges by them from now on: what its first look finds was there before, and nobody is told.
 */
export const statements: readonly string[] = [
  `alter table hand_state add column noticed_since timestamptz`, // null: as known_since
  // How far behind HubSpot's search was seen to be: of a type, and by one scan; null: it hid nothing.
  `alter table mirror_state add column search_lag jsonb`,
  `alter table scan add column search_lag_ms bigint`,
  `delete from check_baseline where check_id = 'lead-stale'`,
];
