/** What people choose about findings: to hear nothing of them for a time, to live with them, to give or comment them. */
export const statements: readonly string[] = [
  `create table silence (
    client_id text not null,
    silence_id text not null,
    matcher jsonb not null,
    reason text not null,
    by_whom text not null,
    created_at timestamptz not null,
    until timestamptz not null,
    last_matched_at timestamptz,         -- when something that was open matched it; null: nothing has yet
    ended_at timestamptz,                -- before its time: by a person, or because it had nothing left to do
    ended_by text,                       -- null: by itself
    primary key (client_id, silence_id)
  )`,
  `create index silence_by_end on silence (until)`,
  // A receiver wants to hear of one episode later.
  `create table snooze (
    client_id text not null,
    finding_id text not null,
    episode integer not null,
    receiver text not null,
    severity text not null,
    by_whom text not null,
    at timestamptz not null,
    until timestamptz not null,
    primary key (client_id, finding_id, episode, receiver)
  )`,
  `create index snooze_by_end on snooze (until)`,
  // Through all episodes, until it is withdrawn.
  `create table acceptance (
    client_id text not null,
    finding_id text not null,
    check_id text not null,
    subject_type text not null,
    subject_id text not null,
    value text not null,                 -- the accepted part of the evidence, as JSON
    severity text not null,
    reason text not null,
    by_whom text not null,
    at timestamptz not null,
    until timestamptz not null,
    primary key (client_id, finding_id)
  )`,
  `create table assignment (
    client_id text not null,
    finding_id text not null,
    episode integer not null,
    assignee text not null,              -- a receiver
    by_whom text not null,
    at timestamptz not null,
    primary key (client_id, finding_id, episode)
  )`,
  `create index assignment_by_age on assignment (at)`,
  `create table note (
    client_id text not null,
    note_id bigint generated always as identity,
    finding_id text not null,
    episode integer not null,
    text text not null,
    by_whom text not null,
    at timestamptz not null,
    primary key (client_id, note_id)
  )`,
  `create index note_by_finding on note (client_id, finding_id)`,
  `create index note_by_age on note (at)`,
];
