/**
 * By which form a hand was raised, and who says what that asks for; and contacts that came without a form, by an index.
 */
export const statements: readonly string[] = [
  `alter table hand add column form text`, // the form's own name, where it was found out
  `alter table hand add column class_by text not null default 'name'`, // name, setting, kept: told to people before it was asked
  `alter table hand add column contacts integer not null default 1`, // more than one: a batch, which is watched as nobody
  `create index record_by_making on record (client_id, (properties ->> 'createdate') collate "C")
    where record_type = 'contact' and (properties ->> 'hs_object_source') in ('API', 'INTEGRATION', 'ADS')`,
];
