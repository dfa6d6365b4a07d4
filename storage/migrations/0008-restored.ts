/** The spans of time of which a restored database knows nothing. */
export const statements: readonly string[] = [
  `create table lost_span (
    client_id text not null,
    until_at timestamptz not null,       -- when the restore was noticed
    from_at timestamptz not null,        -- the newest trace of the database that was restored
    quieted_at timestamptz,              -- when unsent messages were put aside and ladders begun again
    judged_at timestamptz,               -- when the first full audit since then was settled
    settled_at timestamptz,              -- when the summaries went into the outbox
    primary key (client_id, until_at)
  )`,
];
