/** What has to be known to be whole again when Temporal has lost its state, and what shows that something is stuck. */
export const statements: readonly string[] = [
  // When taking the client on began; null before anyone asked for it.
  `alter table client add column onboarding_since timestamptz`,
  `update client set onboarding_since = now() where onboarded_at is null`,
  // When the report was put into the outbox for its receivers; null for one that was only looked at.
  `alter table report add column delivered_at timestamptz`,
  `update report set delivered_at = as_of where workflow_id is null or workflow_id not like '%-asked-%'`,
  `create table report_waiver (
    client_id text not null,
    period text not null,                -- the week whose report is not sent late
    because text not null,
    at timestamptz not null,
    primary key (client_id, period)
  )`,
  `create table blocked_work (
    client_id text not null,             -- '' for work that serves all clients
    workflow_id text not null,
    activity text not null,
    class text not null,                 -- ErrorClass
    reason text not null,
    since timestamptz not null,
    last_at timestamptz not null,        -- of the latest attempt that failed
    primary key (client_id, workflow_id, activity)
  )`,
  `create table schedule_state (
    client_id text not null,             -- '' for the schedule that serves all clients
    schedule_id text not null,
    state text not null,                 -- running, waiting, paused, missing, foreign
    note text,                           -- of a pause; kept while missing, so that it can be set again
    since timestamptz not null,
    primary key (client_id, schedule_id)
  )`,
];
