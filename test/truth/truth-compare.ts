import { sql, type Kysely } from "kysely";
import type { HostedPortal } from "../../simulators/hubspot/hosted-portal.ts";
import type { StoredRecord } from "../../simulators/hubspot/model/stored-record.ts";
import type { Database } from "../../storage/database.ts";

/** What is known of a client at one instant. */
export interface TruthView {
  /** Open findings: `check/type/subject`. */
  readonly open: ReadonlySet<string>;
  /** The latest word on each check, with its counts as a text. */
  readonly outcomes: ReadonlyMap<string, { readonly runId: string; readonly status: string; readonly counts: string }>;
  /** Records, items and what hangs on records, as `scan/id`: a hash of what is known of each. */
  readonly copy: ReadonlyMap<string, string>;
}

export async function viewOf(db: Kysely<Database>, clientId: string): Promise<TruthView> {
  const { rows } = await sql<{ what: string; name: string; value: string }>`
    select 'open' as what, check_id || '/' || subject_type || '/' || subject_id as name, '' as value
      from finding where client_id = ${clientId} and status = 'open'
    union all select 'outcome', check_id, concat_ws(' ', run_id, status, concat_ws('/', passed, failed, unknown, not_applicable))
      from latest_outcome where client_id = ${clientId}
    union all select 'copy', record_type || '/' || record_id, md5(jsonb_strip_nulls(properties)::text)
      from record where client_id = ${clientId}
    union all select 'copy', from_type || '/' || to_type || '/' || from_id, string_agg(to_id, ' ' order by to_id)
      from association where client_id = ${clientId} group by from_type, to_type, from_id
    union all select 'copy', v.kind || '/' || v.item_id, v.hash || i.figures::text
      from inventory_item i join inventory_version v using (client_id, kind, item_id, version)
      where i.client_id = ${clientId} and i.is_present
  `.execute(db);
  const of = (kind: string) => rows.filter(({ what }) => what === kind);
  return {
    open: new Set(of("open").map(({ name }) => name)),
    outcomes: new Map(
      of("outcome").map(({ name, value }) => {
        const [runId, status, counts] = value.split(" ") as [string, string, string];
        return [name, { runId, status, counts }];
      }),
    ),
    copy: new Map(of("copy").map(({ name, value }) => [name, value])),
  };
}

/** In which one view is not the other. */
export function differencesOf(one: TruthView, other: TruthView): readonly string[] {
  const names = new Set([...one.copy.keys(), ...other.copy.keys()]);
  return [
    ...[...other.open].filter((name) => !one.open.has(name)).map((name) => `${name} is not open`),
    ...[...one.open].filter((name) => !other.open.has(name)).map((name) => `${name} is open`),
    ...[...names].filter((name) => one.copy.get(name) !== other.copy.get(name)).map((name) => `${name} differs`),
  ];
}

/** Ids of what changed since an instant, and of the records on which that hangs. */
export function touchedIds({ portal }: HostedPortal, from: Date): ReadonlySet<string> {
  const within = portal.journal.entries.filter(({ at }) => at > from.toISOString());
  const ids = within.flatMap((entry) => [
    ...("id" in entry ? [entry.id] : []),
    ...("to" in entry ? [entry.to.id] : []),
  ]);
  const changed = new Set(ids);
  // What is logged with somebody, and what becomes of it, changes what is known of them.
  for (const entry of portal.journal.entries)
    if (entry.what === "record-created" && changed.has(entry.id))
      ids.push(...(entry.associations ?? []).map(({ to }) => to.id));
  const touched = new Set(ids);
  const now = portal.instant();
  // What was deleted is linked no more, and was before.
  const linked = (record: StoredRecord, to: Compared) =>
    [from.getTime(), now].flatMap((at) => record.linksTo(to, at)).some((link) => touched.has(link.to.id));
  for (const [type, others] of linkedTypes)
    for (const record of portal.records(type)) if (others.some((to) => linked(record, to))) ids.push(record.id);
  return new Set(["new-contacts", ...ids]);
}

const typeNames = {
  contacts: "contact",
  companies: "company",
  deals: "deal",
  leads: "lead",
  tasks: "task",
} as const;
type Compared = keyof typeof typeNames;

/** What hangs on what, as the checks of these tests ask. */
const linkedTypes: readonly (readonly [Compared, readonly Compared[]])[] = [
  ["deals", ["contacts"]],
  ["companies", ["contacts"]],
  ["leads", ["contacts"]],
];

const compared: Readonly<Record<Compared, readonly string[]>> = {
  contacts: ["email", "hubspot_owner_id", "recent_conversion_date", "lifecyclestage", "hs_analytics_source"],
  companies: ["name", "hubspot_owner_id"],
  deals: ["dealname", "dealstage", "closedate", "hubspot_owner_id"],
  leads: ["hs_lead_name", "hubspot_owner_id"],
  tasks: ["hs_task_subject", "hs_task_status"],
};

/** Where associations of the mirror's records are not those of the portal. */
export async function unlikeLinks(
  db: Kysely<Database>,
  clientId: string,
  { portal }: HostedPortal,
  at: Date,
): Promise<readonly string[]> {
  const rows = await db.selectFrom("association").selectAll().where("client_id", "=", clientId).execute();
  const held = new Set(rows.map((row) => `${row.from_type}/${row.from_id} ${row.to_type}/${row.to_id}`));
  const right = linkedTypes.flatMap(([type, others]) =>
    [...portal.records(type)]
      .filter((record) => record.exists(at.getTime()) && !record.isArchived(at.getTime()))
      .flatMap((record) =>
        others.flatMap((to) =>
          record
            .linksTo(to, at.getTime())
            .map((link) => [`${typeNames[type]}/${record.id}`, `${typeNames[to]}/${link.to.id}`]),
        ),
      ),
  );
  // Each stands from both of its ends.
  const named = right.flatMap((ends) => [ends.join(" "), ends.toReversed().join(" ")]);
  return [
    ...named.filter((name) => !held.delete(name)).map((name) => `${name} are not linked in the mirror`),
    ...[...held].map((name) => `${name} are linked in the mirror only`),
  ];
}

/** Where a client's mirror is not the portal itself: records that it lacks, has too many of, or has otherwise. */
export async function unlikePortal(
  db: Kysely<Database>,
  clientId: string,
  { portal }: HostedPortal,
  at: Date,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("record")
    .select(["record_type", "record_id", "properties"])
    .where("client_id", "=", clientId)
    .execute();
  const mirror = new Map(rows.map((row) => [`${row.record_type}/${row.record_id}`, row.properties]));
  const wrong: string[] = [];
  for (const type of Object.keys(typeNames) as Compared[])
    for (const record of portal.records(type)) {
      if (!record.exists(at.getTime()) || record.isArchived(at.getTime())) continue;
      const name = `${typeNames[type]}/${record.id}`;
      const held = mirror.get(name);
      mirror.delete(name);
      const differs = compared[type].filter(
        (property) => (held?.[property] ?? null) !== record.valueAt(property, at.getTime()),
      );
      if (held === undefined) wrong.push(`${name} is not in the mirror`);
      else if (differs.length > 0) wrong.push(`${name} has another ${differs.join(", ")}`);
    }
  return [...wrong, ...[...mirror.keys()].map((name) => `${name} is gone and still in the mirror`)];
}
