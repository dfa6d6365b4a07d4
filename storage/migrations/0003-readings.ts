/** When each cadence of each client was last read completely, and since when that is due. */
export const statements: readonly string[] = [
  `create table reading (
    client_id text not null,
    cadence text not null,               -- fast, hourly, daily
    complete_at timestamptz,             -- asOf of the last complete reading; null before the first
    due_since timestamptz not null,      -- since when one is due: first seen, or this upgrade
    read_at timestamptz,                 -- when that reading was settled
    run_id text,                         -- the run that it came from
    primary key (client_id, cadence)
  )`,
  `alter table mirror_state add column moved_at timestamptz`, // when its copy last stored something
  `alter table run add column is_reading boolean`, // it has read all that it had to; null until it is settled
  // A scan that HubSpot refused for want of a scope or a subscription counts as read.
  `update run set is_reading = (run.status = 'complete' or exists (
        select from scan where scan.client_id = run.client_id and scan.run_id = run.run_id and scan.status = 'complete'
      )) and not exists (
        select from scan
        where scan.client_id = run.client_id and scan.run_id = run.run_id and scan.status <> 'complete'
          and not (scan.status = 'unreadable' and (
            scan.reason like '%the token lacks the scope %' or scan.reason like '%subscription does not include it%'
          ))
      )
    where finished_at is not null and status in ('complete', 'partial')`,
  // What stood still before this upgrade is due from now on: an installation that comes back is told nothing that its
  // first runs are about to put right.
  `insert into reading (client_id, cadence, complete_at, due_since, read_at, run_id)
    select client.client_id, cadence.name, last.as_of, clock_timestamp(), last.finished_at, last.run_id
    from client
    cross join (values ('fast'), ('hourly'), ('daily')) as cadence (name)
    left join lateral (
      select run.as_of, run.finished_at, run.run_id from run
      where run.client_id = client.client_id and run.cadence in (cadence.name, 'all') and run.is_reading
      order by run.as_of desc limit 1
    ) as last on true
    where client.onboarded_at is not null`,
];
