/**
 * Each item of an inventory has versions of its own and one that is approved. What was kept of whole kinds stays as it
 * was last read until the next complete look, which is the first one: it approves what it finds and tells nobody.
 */
export const statements: readonly string[] = [
  `create table inventory_kind (
    client_id text not null,
    kind text not null,
    first_look_at timestamptz,           -- asOf of the first complete look; null: kept from an older version
    changed_at timestamptz not null,     -- asOf of the last look that found anything else
    hash text not null,                  -- of all items that are there, figures included
    primary key (client_id, kind)
  )`,
  `create table inventory_item (
    client_id text not null,
    kind text not null,
    item_id text not null,
    version integer not null,            -- the present one, in inventory_version
    is_present boolean not null,
    figures jsonb not null,              -- what moves by itself, such as the size of a list: never a version
    approved_version integer,            -- null: it was not there at the first look
    approved_at timestamptz,
    approved_by text,                    -- null: the first look
    verdict text,                        -- accept, this-client-only; null: the first look
    investigator text,                   -- null: nobody looks into it
    investigated_since timestamptz,
    note text,
    primary key (client_id, kind, item_id)
  )`,
  `create index inventory_item_drift on inventory_item (client_id, kind) where version is distinct from approved_version`,
  `create table inventory_version (
    client_id text not null,
    kind text not null,
    item_id text not null,
    version integer not null,
    as_of timestamptz not null,          -- of the look that met it first
    change text not null,                -- seen, created, changed, deleted, recreated
    hash text not null,
    item jsonb,                          -- without its figures; null: deleted
    primary key (client_id, kind, item_id, version)
  )`,
  `create index inventory_version_by_age on inventory_version (as_of)`,
  `create table inventory_figure (
    client_id text not null,
    kind text not null,
    item_id text not null,
    day date not null,                   -- of the client's calendar; a day without a row is as the one before
    value double precision not null,
    primary key (client_id, kind, item_id, day)
  )`,
  `create index inventory_figure_by_day on inventory_figure (day)`,
  `insert into inventory_kind (client_id, kind, first_look_at, changed_at, hash)
    select distinct on (client_id, kind) client_id, kind, null, as_of, ''
    from config_version order by client_id, kind, version desc`,
  `insert into inventory_version (client_id, kind, item_id, version, as_of, change, hash, item)
    select distinct on (latest.client_id, latest.kind, item ->> 'id')
      latest.client_id, latest.kind, item ->> 'id', 1, latest.as_of, 'seen', '', item
    from (
      select distinct on (client_id, kind) * from config_version order by client_id, kind, version desc
    ) latest, jsonb_array_elements(latest.items) item`,
  `insert into inventory_item (client_id, kind, item_id, version, is_present, figures)
    select client_id, kind, item_id, 1, true, '{}'::jsonb from inventory_version`,
  `drop table config_version`,
];
