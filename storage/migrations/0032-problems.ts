/** What keeps coming back is a problem that somebody is asked about: what causes it. */
export const statements: readonly string[] = [
  `create table problem (
    client_id text not null,
    finding_id text not null,
    reopened integer not null,           -- how often within 90 days when it was asked
    asked_of text not null,              -- a receiver
    asked_at timestamptz not null,
    cause text,                          -- null: not known yet
    cause_by text,
    cause_at timestamptz,
    primary key (client_id, finding_id)
  )`,
  `create index problem_by_age on problem (asked_at)`,
];
