import { sql, type Kysely } from "kysely";
import type { HostedPortal } from "../../simulators/hubspot/hosted-portal.ts";
import type { Database } from "../../storage/database.ts";

/** What is known of a client at one instant. */
export interface TruthView {
  /** Open findings: `check/type/subject`. */
  readonly open: ReadonlySet<string>;
  /** The latest word on each check, with its counts as a text. */
  readonly outcomes: ReadonlyMap<string, { readonly runId: string; readonly status: string; readonly counts: string }>;
  /** Records and inventories: their name → a hash of what they hold. */
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
    union all select 'copy', kind, hash from inventory_kind where client_id = ${clientId}
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

/** Ids of what changed since an instant. */
export function touchedIds({ portal }: HostedPortal, from: Date): ReadonlySet<string> {
  const within = portal.journal.entries.filter(({ at }) => at > from.toISOString());
  return new Set(["new-contacts", ...within.flatMap((entry) => ("id" in entry ? [entry.id] : []))]);
}

const compared = {
  contacts: ["email", "hubspot_owner_id", "recent_conversion_date", "lifecyclestage", "hs_analytics_source"],
  deals: ["dealname", "dealstage", "closedate", "hubspot_owner_id"],
} as const;

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
  const mirror = new Map(rows.map((row) => [`${row.record_type}s/${row.record_id}`, row.properties]));
  const wrong: string[] = [];
  for (const type of ["contacts", "deals"] as const)
    for (const record of portal.records(type)) {
      if (!record.exists(at.getTime()) || record.isArchived(at.getTime())) continue;
      const name = `${type}/${record.id}`;
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
