/**
 * One row for each hand that was raised, how it stood when, and from when on a client's hands are known. The first copy
 * after this makes hands of what the mirror holds; findings, alerts and reports stay as they are.
 */
export const statements: readonly string[] = [
  `create table hand (
    client_id text not null,
    hand_id text not null,               -- holds nothing of the person
    contact_id text,                     -- null: the person was deleted, and only the fact is kept
    label text,                          -- the person's name when it was raised
    raised_at timestamptz not null,
    how text not null,                   -- form, meeting-link, lead-ads, import, api
    source text,                         -- by what, as HubSpot words it
    source_id text,                      -- HubSpot's id of the submission, where it was read
    class text not null,                 -- hand, unclassified, other
    was_lead boolean not null,           -- in a lead stage when it was raised, or since
    state text not null,                 -- waiting, answered, closed, repeat, outside
    ended_at timestamptz,                -- the answer's instant, or when it was seen to be closed
    answered_by text,                    -- human, unknown, self-booked
    answer_kind text,                    -- call, email, meeting, message
    answer_type text,
    answer_id text,
    attempts integer not null default 0, -- of people, that reached nobody
    automated integer not null default 0,
    ai integer not null default 0,
    history_cut boolean not null default false, -- HubSpot no longer knows what came before it
    seen_at timestamptz not null,        -- asOf of the run that noticed it
    judged_at timestamptz,               -- asOf of the run that settled it last
    verified_at timestamptz,             -- asOf of the run that asked again for every touch it rests on
    primary key (client_id, hand_id)
  )`,
  // Two readings of one conversion differ by less than a second.
  `create unique index hand_once on hand (client_id, contact_id, how, (date_trunc('second', raised_at at time zone 'UTC')))`,
  `create index hand_by_time on hand (client_id, raised_at)`,
  `create index hand_by_age on hand (raised_at)`,
  `create table hand_turn (
    client_id text not null,
    hand_id text not null,
    seen_at timestamptz not null,        -- asOf of the run that saw it so
    state text not null,
    ended_at timestamptz,
    answered_by text,
    primary key (client_id, hand_id, seen_at)
  )`,
  `create table hand_state (
    client_id text primary key,
    known_since timestamptz not null,    -- every hand raised since then is known
    read_at timestamptz not null         -- asOf of the last run that noticed all
  )`,
  `create index record_by_conversion on record (client_id, (properties ->> 'recent_conversion_date') collate "C")
    where record_type = 'contact' and (properties ->> 'recent_conversion_date') is not null`,
];
