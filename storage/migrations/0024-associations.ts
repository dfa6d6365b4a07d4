/** Which records hang on which. Nothing is read of it until a check asks. */
export const statements: readonly string[] = [
  // Each stands twice, once from either end, so that both ends are found by the same index.
  `create table association (
    client_id text not null,
    from_type text not null,
    from_id text not null,
    to_type text not null,
    to_id text not null,
    primary key (client_id, from_type, from_id, to_type, to_id)
  )`,
  `create table association_state (
    client_id text not null,
    from_type text not null,
    to_type text not null,
    listed_at timestamptz,               -- the list of records up to which those of all of them were read; null: never
    reading_at timestamptz,              -- the list for which they are being read
    after text,                          -- of that reading: the last record whose associations are stored
    primary key (client_id, from_type, to_type)
  )`,
  // Records that were met since their associations were read.
  `create table association_due (
    client_id text not null,
    from_type text not null,
    to_type text not null,
    record_id text not null,
    note uuid not null default gen_random_uuid(), -- another one whenever the record is met again
    primary key (client_id, from_type, to_type, record_id)
  )`,
];
