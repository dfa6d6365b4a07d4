/** What checks need only lately is read beside the audits, within a share of a portal's daily requests. */
export const statements: readonly string[] = [
  `alter table mirror_state add column widening jsonb`, // null: the mirror holds what is needed
  `create table background_request (
    client_id text not null,
    day date not null,                   -- in UTC
    requests integer not null,
    primary key (client_id, day)
  )`,
  `create index background_request_by_age on background_request (day)`,
];
