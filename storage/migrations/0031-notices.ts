/**
 * What each receiver has been told of, finding by finding. What stands open when this comes goes on as it was: what an
 * alert has told of is told, what an acknowledgement covers is covered, and nobody hears of anything else that was
 * there before.
 */
const told = "a.client_id = f.client_id and a.status <> 'resolved' and a.told ? f.finding_id";

/** Notices of what stands in alerts, and of what is open without having been told. */
export const noticesOfAlerts: readonly string[] = [
  `insert into notice (
    client_id, finding_id, episode, receiver, topic, state, stage, because,
    said_severity, said_owner, said_revision, said_at, heard_severity, heard_state, heard_revision, heard_at,
    ladder_from, climbed, covered_by, covered_at, changed_at
  )
  select f.client_id, f.finding_id, f.episode, a.receiver, a.topic, 'told', 'decide', 'it was told before',
    f.severity, f.owner_id, a.revision, a.updated_at,
    case when o.sent_at is not null then f.severity end, case when o.sent_at is not null then 'open' end,
    o.revision, o.sent_at,
    -- What came after the click had no ladder: it has one from the first look on.
    case when a.status = 'acknowledged' then null else a.opened_at end,
    coalesce((
      select jsonb_agg(distinct reached.id)
      from jsonb_array_elements(a.steps) with ordinality as step (value, place),
        jsonb_array_elements_text(step.value -> 'receivers') as reached (id)
      where step.place <= a.next_step
    ), '[]'::jsonb),
    case when a.covered ? f.finding_id then a.acknowledged_by end,
    case when a.covered ? f.finding_id then a.acknowledged_at end,
    a.updated_at
  from finding f
  join alert a on ${told}
  left join lateral (
    select max(o.revision) as revision, max(o.sent_at) as sent_at from outbox o
    where o.client_id = a.client_id and o.alert_id = a.alert_id and o.episode = a.episode
      and o.receiver = a.receiver and o.state = 'sent'
  ) o on true
  where f.status = 'open'`,
  `insert into notice (
    client_id, finding_id, episode, receiver, topic, state, stage, because, quiet_severity, climbed, changed_at
  )
  select f.client_id, f.finding_id, f.episode, '', f.topic, 'held', 'decide',
    'it was open before, and nobody was to be told', f.severity, '[]'::jsonb, f.last_judged_at
  from finding f
  where f.status = 'open' and not exists (select 1 from alert a where ${told})`,
];

export const statements: readonly string[] = [
  `create table notice (
    client_id text not null,
    finding_id text not null,
    episode integer not null,            -- of the finding
    receiver text not null,              -- empty: everybody, who is not told of it
    topic text not null,
    state text not null,                 -- told, held, over
    stage text not null,                 -- of the pipeline, which decided so
    because text not null,
    until_at timestamptz,                -- when a reason to hold it ends by itself
    quiet_severity text,                 -- up to which severity nobody is told of it
    said_severity text,                  -- in the last message that was sent or is on its way; null: in none
    said_owner text,
    said_revision integer,
    said_at timestamptz,
    heard_severity text,                 -- in the last message that was confirmed
    heard_state text,                    -- open, over
    heard_revision integer,
    heard_at timestamptz,
    ladder_from timestamptz,             -- from when the steps of its ladder count; null: it has not begun
    climbed jsonb not null,              -- receivers whom its ladder has reached
    covered_by text,                     -- who has acknowledged it
    covered_receiver text,               -- whose message had the button
    covered_at timestamptz,
    covered_until timestamptz,           -- null: not counted yet
    superseded_by text,                  -- the receiver under whom it goes on
    changed_at timestamptz not null,
    primary key (client_id, finding_id, episode, receiver)
  )`,
  `alter table client add column alert_policy text`, // a hash of what its alerts went by at the last look
  `create index notice_live on notice (client_id) where state <> 'over'`,
  `create index notice_until on notice (until_at) where state = 'held' and until_at is not null`,
  `create index notice_covered on notice (covered_until) where state <> 'over' and covered_until is not null`,
  `create index notice_by_age on notice (changed_at) where state = 'over'`,
  ...noticesOfAlerts,
];
