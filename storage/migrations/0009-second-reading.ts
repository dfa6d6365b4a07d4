/** A list in which many records are missing is believed when a second one says so too. */
export const statements: readonly string[] = [
  `alter table mirror_state add column vanished_at timestamptz`, // asOf of the list that missed them; null: none did
];
