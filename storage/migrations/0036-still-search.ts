/** A search that showed much and nothing since is told by two counts, and not by reading all of it again. */
export const statements: readonly string[] = [
  `alter table mirror_state add column still jsonb`, // since when, how many records, the newest; null: it moves
];
