/** What keeps a channel from taking messages, since when messages wait, and what became of those that could not go. */
export const statements: readonly string[] = [
  `create table channel_state (
    client_id text not null,
    channel text not null,               -- slack, email
    place text not null,                 -- '' for the whole channel, else the address
    kind text not null,                  -- passing: it comes back by itself; barred: a person has to act
    reason text not null,
    remedy text,
    since timestamptz not null,
    not_before timestamptz not null,     -- until then nothing is tried there
    tries integer not null,
    primary key (client_id, channel, place)
  )`,
  `alter table outbox
    add column waiting_since timestamptz,  -- since when what it says waits, in older revisions too
    add column tried_at timestamptz,       -- when the first attempt began whose end is not known
    add column diverted_at timestamptz,    -- when it was said by another way, because this one did not take it
    add column diverted_from text,         -- the delivery key of the message that this one says by another way
    add column dismissed_by text`, // who decided that it need not be said any more
  `alter table slack_thread add column is_digest boolean not null default false`,
  `create index outbox_unsettled on outbox (client_id, waiting_since) where state in ('pending', 'sending', 'failed')`,
  `update outbox set waiting_since = created_at where state in ('pending', 'sending', 'failed')`,
];
