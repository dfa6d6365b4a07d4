/**
 * What it takes to judge only what changed. Records that are there have the number 0 and nothing stands judged of them,
 * so the first run of each cadence judges everything once.
 */
export const statements: readonly string[] = [
  `alter table record add column change_no bigint not null default 0`, // of the last fact that a verdict on it rests on
  `create index record_by_change on record (client_id, record_type, change_no, record_id)`,
  `create index record_by_stage on record (client_id, (properties ->> 'dealstage')) where record_type = 'deal'`,
  `alter table mirror_state add column change_no bigint not null default 0`, // the last number that was given out
  `alter table mirror_state add column epoch integer not null default 0`, // how often properties were forgotten
  `create table standing (
    client_id text not null,
    cadence text not null,
    record_type text not null,
    record_id text not null,
    judged_change bigint not null,       -- the record's number when it was judged
    due_at timestamptz,                  -- when time alone could change a verdict; null: never
    rule_set integer not null,           -- by which rules, and in which order
    verdicts bytea not null,             -- two bits a check, then a bit for each that has not judged it, where any has not
    counted jsonb,                       -- what it adds to aggregates: CountedPart each
    is_gone boolean not null default false, -- the mirror no longer has the record, and this cadence has yet to hear of it
    primary key (client_id, cadence, record_type, record_id)
  )`,
  `create index standing_due on standing (client_id, cadence, record_type, due_at) where due_at is not null`,
  `create index standing_gone on standing (client_id, cadence, record_type) where is_gone`,
  `create index standing_of_record on standing (client_id, record_type, record_id)`,
  `create table judged_group (
    client_id text not null,
    cadence text not null,
    record_type text not null,
    rule_set integer not null,
    rules text not null,                 -- a hash of all that its checks judge by
    as_of timestamptz not null,          -- the latest instant at which it was judged
    version bigint not null,             -- moves with each run that settles
    primary key (client_id, cadence, record_type)
  )`,
  `create table judged_check (
    client_id text not null,
    cadence text not null,
    record_type text not null,
    check_id text not null,
    place integer not null,              -- of its two bits
    judged_change bigint not null,       -- up to which number it has judged; -1: it never has
    passed integer not null,
    failed integer not null,
    unknown integer not null,
    not_applicable integer not null,
    unknown_because text,                -- why one of them is unknown
    primary key (client_id, cadence, record_type, check_id)
  )`,
  `create table day_count (
    client_id text not null,
    cadence text not null,
    record_type text not null,
    check_id text not null,
    tally integer not null,
    day text not null,                   -- 2026-11-30; empty where the day does not matter
    cohort text not null,                -- = and the cohort, or ! and why it could not be counted
    n integer not null,
    total numeric not null,              -- of their values
    primary key (client_id, cadence, record_type, check_id, tally, day, cohort)
  )`,
  `create table judging_comparison (
    client_id text primary key,
    as_of timestamptz not null,          -- of the last full comparison
    records bigint not null,
    verdicts integer not null,           -- that differed
    counters integer not null,           -- that differed
    first_difference text                -- the check and the record's type, never a record
  )`,
  `create index finding_by_subject on finding (client_id, subject_type, subject_id)`,
  `create index finding_in_doubt on finding (client_id, check_id)
    where status = 'open' and (verdict <> 'fail' or verdict_reason is not null)`,
];
