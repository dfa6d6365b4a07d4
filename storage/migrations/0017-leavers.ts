/** People who left a portal, until everything that is kept of them has gone too. */
export const statements: readonly string[] = [
  `create table left_record (
    client_id text not null,
    record_type text not null,
    record_id text not null,
    left_at timestamptz not null,        -- when the mirror no longer had it
    primary key (client_id, record_type, record_id)
  )`,
];
