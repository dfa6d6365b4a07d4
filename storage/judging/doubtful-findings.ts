import { sql } from "kysely";
import type { StoreHandle } from "../database.ts";
import type { FindingRow } from "../findings.ts";

/**
 * Records of one type about which these checks have a finding open that says something else than that it fails: the
 * last run that looked could not judge it. By an index that holds no others.
 */
export async function subjectsInDoubt(
  db: StoreHandle,
  clientId: string,
  recordType: string,
  checkIds: readonly string[],
): Promise<readonly string[]> {
  if (checkIds.length === 0) return [];
  const rows = await db
    .selectFrom("finding")
    .select("subject_id")
    .distinct()
    .where("client_id", "=", clientId)
    .where("check_id", "in", checkIds)
    .where("status", "=", "open")
    .where(sql<boolean>`(verdict <> 'fail' or verdict_reason is not null)`)
    .where("subject_type", "=", recordType)
    .execute();
  return rows.map(({ subject_id }) => subject_id);
}

/** The findings of some checks about some records, open or not; each record is looked up by itself, as links are. */
export async function findingsOfSubjects(
  db: StoreHandle,
  clientId: string,
  subjects: { readonly type: string; readonly ids: readonly string[] },
  checkIds: readonly string[],
): Promise<readonly FindingRow[]> {
  if (subjects.ids.length === 0 || checkIds.length === 0) return [];
  const ids = sql`string_to_array(${[...new Set(subjects.ids)].join("\n")}, E'\\n')`;
  // `offset 0` keeps it from being joined as a whole.
  const { rows } = await sql<FindingRow>`
    select f.* from unnest(${ids}) as asked (id) cross join lateral (
      select * from finding
      where client_id = ${clientId} and subject_type = ${subjects.type} and subject_id = asked.id offset 0
    ) f where f.check_id in (${sql.join(checkIds)})
  `.execute(db);
  return rows;
}

/** The open findings of some checks. */
export async function openFindingsOfChecks(
  db: StoreHandle,
  clientId: string,
  checkIds: readonly string[],
): Promise<readonly FindingRow[]> {
  if (checkIds.length === 0) return [];
  return db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("check_id", "in", checkIds)
    .where("status", "=", "open")
    .execute();
}
