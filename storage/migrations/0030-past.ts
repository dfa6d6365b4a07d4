/** What was: what checks measure, a figure a cohort and day of the client's calendar, and past values of suspects. */
export const statements: readonly string[] = [
  `create table measurement (
    client_id text not null,
    measure text not null,               -- the check, its version and its window
    cohort text not null,
    day date not null,
    as_of timestamptz not null,          -- of the run that measured last on that day
    n integer not null,                  -- records
    value double precision,              -- null without a record
    primary key (client_id, measure, cohort, day)
  )`,
  `create index measurement_by_age on measurement (day)`,
  // It goes with its record. It holds for as long as the record was not modified since.
  `alter table record add column history jsonb`, // property → its changes; null: nobody has read them
  `alter table record add column history_of timestamptz`, // the modification up to which it was read
  `alter table record add column history_due boolean not null default false`, // a check has asked for it
  `create index record_by_history on record (client_id, record_type) where history_due or history_of is not null`,
];
