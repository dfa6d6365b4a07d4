/**
 * Hands are noticed for longer than their answers are asked for, where a check asks since when a lead was left alone.
 * `lead-stale` judges by them from now on: what its first look finds was there before, and nobody is told.
 */
export const statements: readonly string[] = [
  `alter table hand_state add column noticed_since timestamptz`, // null: as known_since
  `alter table hand_state add column unproven text`, // why submissions could not be held against hands; null: they were
  // How far behind HubSpot's search was seen to be: of a type, and by one scan; null: it hid nothing.
  `alter table mirror_state add column search_lag jsonb`,
  `alter table scan add column search_lag_ms bigint`,
  // What people had excluded and took back, or of people who were deleted since: past weeks stay as they were counted.
  `create table past_exclusion (
    client_id text not null,
    subject_type text not null,          -- of an exclusion; hand: of a person of whom nothing else is kept
    subject_id text not null,
    kind text not null,                  -- wrong, not-a-lead
    at timestamptz not null,
    until timestamptz                    -- null: it still holds
  )`,
  `create index past_exclusion_by_subject on past_exclusion (client_id, subject_type, subject_id)`,
  `create index past_exclusion_by_age on past_exclusion (at)`,
  `delete from check_baseline where check_id = 'lead-stale'`,
];
