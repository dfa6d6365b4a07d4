/** What became of records that were merged: HubSpot makes a new one of two, and the old ids lead to it. */
export const statements: readonly string[] = [
  `create table merged_record (
    client_id text not null,
    record_type text not null,
    former_id text not null,
    survivor_id text not null,           -- the record that it is part of now
    noticed_at timestamptz not null,
    proven_at timestamptz,               -- when HubSpot answered for the former id with another record, or with none
    moved_at timestamptz,                -- when what hung on the former id went over to the survivor
    primary key (client_id, record_type, former_id)
  )`,
  `create index merged_record_by_move on merged_record (client_id, moved_at)`,
];
