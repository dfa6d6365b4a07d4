/**
 * The watch over ourselves: what each process last saw, and what it told the operator. `client_id` is empty for what is
 * about the whole installation.
 */
export const statements: readonly string[] = [
  `create table watch_sight (
    client_id text not null,
    kind text not null,                  -- process, temporal, disk, gap, heartbeat
    source text not null,                -- the process that saw it, as role:host:pid
    at timestamptz not null,
    value jsonb not null,
    primary key (client_id, kind, source)
  )`,
  `create table watch_alarm (
    client_id text not null,
    kind text not null,
    subject text not null,
    episode integer not null,
    state text not null,                 -- seen, telling, told, ending, ended
    since timestamptz not null,
    seen_at timestamptz not null,
    gone_at timestamptz,
    told_at timestamptz,
    ended_at timestamptz,
    holder text,                         -- the process that is telling it
    lease_until timestamptz,
    attempts integer not null,
    flaps integer not null,
    what text not null,
    why text,
    way_out text not null,
    over text not null,
    deliveries jsonb not null,           -- AlarmDelivery[]
    version integer not null,            -- compare-and-set
    primary key (client_id, kind, subject, episode)
  )`,
  `create index watch_alarm_open on watch_alarm (state) where state <> 'ended'`,
];
