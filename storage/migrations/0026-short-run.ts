/** Runs know which attempt at them is the current one, by which settings they go, and what they left to be told. */
export const statements: readonly string[] = [
  `alter table run add column attempt integer not null default 0`, // the last that began; no other one may settle
  `alter table run add column config_hash text`, // null: of an older version, which asked for the settings of the moment
  `create table run_config (
    client_id text not null,
    config_hash text not null,
    config jsonb not null,               -- what the client's runs judge by; no secrets and no people
    saved_at timestamptz not null default now(),
    primary key (client_id, config_hash)
  )`,
  `create index run_config_by_age on run_config (saved_at)`,
  // Whoever takes the mirror anew takes it from an attempt of the same run that was thought dead.
  `alter table mirror_state add column lease_no bigint not null default 0`,
  `alter table mirror_state add column record_count bigint not null default 0`,
  `update mirror_state m set record_count = (
    select count(*) from record r where r.client_id = m.client_id and r.record_type = m.record_type
  )`,
  // Findings have changed, and those who have to hear of it have not been seen to yet.
  `create table reconcile_needed (
    client_id text primary key,
    change_no bigint not null default 1, -- rises with each change, so that only what was seen to is taken away
    since timestamptz not null
  )`,
];
