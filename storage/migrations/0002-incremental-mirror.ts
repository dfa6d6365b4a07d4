/** What an incremental mirror has to remember, and the ledger of what each portal's workers may ask. */
export const statements: readonly string[] = [
  `create table mirror_state (
    client_id text not null,
    record_type text not null,
    properties jsonb not null,           -- names that every record of the mirror holds
    watermark timestamptz,               -- what was modified before is in the mirror; null: never listed whole
    listed_at timestamptz,               -- asOf of the last complete list
    listed_count integer,                -- how many records it had
    copied_at timestamptz,               -- asOf of the last complete copy, list or changes
    doubt text,                          -- why a person has to look first; null when nobody has to
    progress jsonb,                      -- CopyProgress of a copy that is not finished
    lease_holder text,                   -- the run that copies now
    lease_until timestamptz,
    primary key (client_id, record_type)
  )`,
  `create table allowance (
    client_id text not null,
    bucket text not null,                -- general, search, associations; daily
    paused_until timestamptz,            -- HubSpot asked to wait
    day_limit integer,
    day_remaining integer,               -- all of the portal's tools together
    day_told_at timestamptz,             -- when HubSpot last said so
    primary key (client_id, bucket)
  )`,
  `create table allowance_slice (
    client_id text not null,
    bucket text not null,
    slice_id text not null,
    until timestamptz not null,          -- when its last request was sent, or may be sent at the latest
    requests integer not null,
    primary key (client_id, bucket, slice_id)
  )`,
  `alter table client add column portal_time_zone text`,
];
