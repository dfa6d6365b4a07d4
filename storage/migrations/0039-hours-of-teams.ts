/**
 * In whose hours a hand's wait counts: a team that has hours of its own, as the settings write it; null: the client's.
 * What was answered before stays in the client's hours, and so does every week that was told.
 */
export const statements: readonly string[] = [
  `alter table hand add column hours_of text`,
  `alter table hand_turn add column hours_of text`,
];
