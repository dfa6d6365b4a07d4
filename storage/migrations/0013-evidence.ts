/**
 * What a person excludes is remembered, the baseline belongs to each check, and sentences are made when they are read:
 * what an older version wrote keeps its sentence until it is judged again.
 */
export const statements: readonly string[] = [
  `create table exclusion (
    client_id text not null,
    finding_id text not null,
    check_id text not null,
    subject_type text not null,
    subject_id text not null,
    kind text not null,                  -- wrong, not-a-lead
    reason text not null,
    by_whom text not null,
    at timestamptz not null,
    primary key (client_id, finding_id)
  )`,
  `create table check_baseline (
    client_id text not null,
    check_id text not null,
    began_at timestamptz not null,       -- asOf of the first run that judged anything by it
    complete_at timestamptz,             -- asOf of the first that had read all that it rests on; null: none yet
    primary key (client_id, check_id)
  )`,
  // Whatever has been judged before the upgrade has had its first look: nothing of it is held back from now on.
  `insert into check_baseline (client_id, check_id, began_at, complete_at)
    select o.client_id, o.check_id, o.as_of, o.as_of from latest_outcome o
    where o.status <> 'not-assessed'
      or exists (select 1 from finding f where f.client_id = o.client_id and f.check_id = o.check_id)
      or exists (
        select 1 from check_outcome c
        where c.client_id = o.client_id and c.check_id = o.check_id and c.status <> 'not-assessed'
      )`,
  `alter table finding alter column summary drop not null`, // null: made from the evidence when it is read
  `alter table finding_event alter column summary drop not null`,
  `alter table finding_event alter column run_id drop not null`, // null: a person did it
  `alter table finding_event add column baseline boolean not null default false`, // told nobody, by the first look of its check
  `update finding_event set baseline = true where mode = 'baseline' and kind = 'opened'`,
];
