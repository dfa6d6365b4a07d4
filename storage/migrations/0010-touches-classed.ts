/**
 * What an engagement came to and who made it. What an older version stored keeps the meaning that people were told by:
 * its `made_by` stays null, and it is not read again.
 */
export const statements: readonly string[] = [
  `alter table touch add column reach text not null default 'none'`, // answer, attempt, pending, none
  `alter table touch add column made_by text`, // human, automated, ai, unknown; null: stored before this was asked
  `alter table touch add column booked_at timestamptz`, // of a meeting
  `alter table touch add column self_booked boolean not null default false`,
  `update touch set reach = 'answer' where kind is not null`,
];
