/**
 * What of a client's checks is told. A check without a row is told: so those that an installation has keep telling, and
 * the upgrade changes nothing of it.
 */
export const statements: readonly string[] = [
  `create table check_telling (
    client_id text not null,
    check_id text not null,
    telling text not null,
    since timestamptz, -- of an observed one, its first complete live look; null until then
    by_whom text not null,
    primary key (client_id, check_id)
  )`,
];
