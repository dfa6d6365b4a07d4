/**
 * The first schema. One dialect for PGlite and PostgreSQL. Every table carries `client_id`, and every key begins
 * with it, so that no query can reach across clients by accident.
 */
export const statements: readonly string[] = [
  `create table client (
    client_id text primary key,
    name text not null,
    portal_id text not null,
    ui_domain text not null default 'app.hubspot.com',
    state text not null,                 -- onboarding, live, removed
    onboarded_at timestamptz,
    access jsonb not null,               -- PortalAccess
    access_checked_at timestamptz
  )`,
  `create table run (
    client_id text not null,
    run_id text not null,                -- {cadence}-{period}
    cadence text not null,
    mode text not null,                  -- baseline, live, late, history
    period timestamptz not null,
    as_of timestamptz not null,
    status text not null,                -- running, complete, partial, failed
    reason text,
    finished_at timestamptz,
    workflow_id text not null,
    workflow_run_id text not null,
    score jsonb,                         -- Score
    counts jsonb,                        -- RunCounts
    primary key (client_id, run_id)
  )`,
  `create index run_by_time on run (client_id, as_of desc)`,
  `create table scan (
    client_id text not null,
    run_id text not null,
    subject text not null,
    status text not null,                -- complete, partial, suspicious, unreadable
    reason text,
    records integer not null,
    started_at timestamptz not null,
    finished_at timestamptz not null,
    primary key (client_id, run_id, subject)
  )`,
  `create table record (
    client_id text not null,
    record_type text not null,
    record_id text not null,
    properties jsonb not null,
    updated_at timestamptz,              -- HubSpot's own modification instant
    seen_at timestamptz not null,        -- start of the last scan that met it
    primary key (client_id, record_type, record_id)
  )`,
  `create table touch (
    client_id text not null,
    contact_id text not null,
    engagement_type text not null,
    engagement_id text not null,
    kind text,                           -- null: logged, but no touch by the client's team
    at timestamptz,
    primary key (client_id, contact_id, engagement_type, engagement_id)
  )`,
  `create table config_version (
    client_id text not null,
    kind text not null,
    version integer not null,
    as_of timestamptz not null,
    hash text not null,
    items jsonb not null,
    primary key (client_id, kind, version)
  )`,
  `create table capability (
    client_id text not null,
    endpoint text not null,
    state text not null,                 -- ok, missing-scope, tier, absent, unreachable
    detail text,
    checked_at timestamptz not null,
    primary key (client_id, endpoint)
  )`,
  `create table check_outcome (
    client_id text not null,
    run_id text not null,
    check_id text not null,
    status text not null,                -- assessed, partly-assessed, not-assessed
    reason text,
    remedy text,
    passed integer not null,
    failed integer not null,
    unknown integer not null,
    not_applicable integer not null,
    primary key (client_id, run_id, check_id)
  )`,
  `create table latest_outcome (
    client_id text not null,
    check_id text not null,
    run_id text not null,
    as_of timestamptz not null,
    status text not null,
    reason text,
    remedy text,
    passed integer not null,
    failed integer not null,
    unknown integer not null,
    not_applicable integer not null,
    primary key (client_id, check_id)
  )`,
  `create table finding (
    client_id text not null,
    finding_id text not null,            -- fingerprint of client, check and subject
    check_id text not null,
    topic text not null,
    subject_type text not null,
    subject_id text not null,
    subject_label text not null,
    subject_url text,
    owner_id text,
    owner_name text,
    severity text not null,
    status text not null,                -- open, resolved
    verdict text not null,               -- of the last run that looked: fail, pass, unknown, not-applicable, gone
    verdict_reason text,
    summary text not null,
    evidence jsonb not null,
    since timestamptz not null,          -- when it began to fail in the client's world, as far as we know
    opened_at timestamptz not null,      -- asOf of the run that opened this episode
    first_seen_at timestamptz not null,  -- asOf of the run that opened the first episode
    last_seen_at timestamptz not null,   -- asOf of the last run that saw it fail
    last_judged_at timestamptz not null, -- asOf of the last run that judged it at all
    resolved_at timestamptz,
    resolved_because text,
    episode integer not null,
    event_no integer not null,           -- compare-and-set: the number of its last event
    baseline boolean not null,           -- found by the client's first audit
    primary key (client_id, finding_id)
  )`,
  `create index finding_open on finding (client_id, status, topic)`,
  `create table finding_event (
    event_id bigint generated always as identity primary key,
    client_id text not null,
    finding_id text not null,
    event_no integer not null,
    kind text not null,                  -- opened, reopened, worsened, eased, moved, resolved
    at timestamptz not null,             -- asOf of the run
    run_id text not null,
    mode text not null,
    severity text not null,
    summary text not null,
    evidence jsonb not null,
    episode integer not null,
    alert_id text,                       -- the alert it was put in, if any
    decision text,                       -- told, not-told; null until the alert stage has seen it
    because text,
    unique (client_id, finding_id, event_no)
  )`,
  `create index finding_event_undecided on finding_event (client_id) where decision is null`,
  `create table alert (
    client_id text not null,
    alert_id text not null,              -- {receiver}.{topic}
    receiver text not null,
    topic text not null,
    episode integer not null,
    status text not null,                -- open, acknowledged, resolved
    revision integer not null,
    severity text not null,
    opened_at timestamptz not null,
    acknowledged_at timestamptz,
    acknowledged_by text,
    covered jsonb not null,              -- finding ids that the acknowledgement covers
    told jsonb not null,                 -- finding ids that the receiver has heard of in this episode
    steps jsonb not null,                -- LadderStep[]: who is told next and when
    next_step integer not null,
    announced_revision integer not null default 0, -- the last revision that its workflow has heard of
    resolved_at timestamptz,
    updated_at timestamptz not null,
    workflow_id text,
    primary key (client_id, alert_id)
  )`,
  `create table alert_event (
    event_id bigint generated always as identity primary key,
    client_id text not null,
    alert_id text not null,
    episode integer not null,
    revision integer not null,
    kind text not null,                  -- opened, changed, worsened, acknowledged, escalated, recovered
    at timestamptz not null,
    by_whom text,
    detail text not null,
    finding_ids jsonb not null
  )`,
  `create index alert_event_by_alert on alert_event (client_id, alert_id, event_id)`,
  `create table outbox (
    seq bigint generated always as identity primary key,
    client_id text not null,
    delivery_key text not null unique,   -- client/alert/episode/revision/channel/act/receiver
    alert_id text,                       -- null for reports
    episode integer,
    revision integer,
    channel text not null,               -- slack, email
    act text not null,                   -- open, update, reply, mail
    receiver text not null,
    address jsonb not null,              -- where it goes on that channel
    message jsonb not null,              -- AlertMessage or a reference to a report
    state text not null,                 -- pending, sending, sent, superseded, failed
    because text,                        -- why it is sent, or why it was not
    attempt integer not null default 0,
    lease_until timestamptz,
    not_before timestamptz,
    created_at timestamptz not null,
    sent_at timestamptz,
    external_id text                     -- Slack ts or e-mail Message-ID
  )`,
  `create index outbox_due on outbox (client_id, state, seq)`,
  `create table slack_thread (
    client_id text not null,
    alert_id text not null,
    episode integer not null,
    receiver text not null,
    channel_id text not null,
    ts text not null,
    primary key (client_id, alert_id, episode, receiver)
  )`,
  `create table report (
    client_id text not null,
    period text not null,                -- ISO week, such as 2026-W47
    kind text not null,                  -- weekly
    as_of timestamptz not null,
    model jsonb not null,                -- WeeklyReport
    workflow_id text,
    primary key (client_id, kind, period)
  )`,
  `create table audit_log (
    entry_id bigint generated always as identity primary key,
    client_id text,
    at timestamptz not null,
    by_whom text not null,
    verb text not null,
    detail jsonb not null
  )`,
  `create table setting (
    name text primary key,
    value jsonb not null
  )`,
];
