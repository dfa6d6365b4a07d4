/** Who has asked for no more e-mails of a kind, by the link in one of them. */
export const statements: readonly string[] = [
  `create table mail_stop (
    client_id text not null,
    address text not null,               -- the mailbox: a receiver whose address is changed gets mails again
    list text not null,                  -- alerts, reports
    receiver text not null,
    stopped_at timestamptz not null,
    primary key (client_id, address, list)
  )`,
];
