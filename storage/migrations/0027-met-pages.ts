/** A list that meets an equal record writes nothing; what it has met stands in pages of ids, for as long as it takes. */
export const statements: readonly string[] = [
  `create table met_page (
    client_id text not null,
    record_type text not null,
    page_no bigint generated always as identity,
    met_at timestamptz not null,         -- the start of the copy
    ids text not null,                   -- in lines
    primary key (client_id, record_type, page_no)
  )`,
  // A list that an older version had begun has no pages: it is read anew.
  `update mirror_state set progress = null where progress->>'how' = 'list'`,
  // Lists have a place and a lease of their own, so that changes are copied beside them.
  `create table listing (
    client_id text not null,
    record_type text not null,
    progress jsonb,
    lease_holder text,
    lease_until timestamptz,
    lease_no bigint not null default 0,
    moved_at timestamptz,
    primary key (client_id, record_type)
  )`,
];
