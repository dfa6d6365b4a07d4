/** When the hands were last held against the forms' own submissions, and how many of these had no contact. */
export const statements: readonly string[] = [
  `alter table hand_state add column proven_at timestamptz`, // asOf; null: never
  `alter table hand_state add column unmatched integer not null default 0`, // submissions since the proof before that
];
