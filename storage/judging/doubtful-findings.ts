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

/** The findings of some checks about some records, open or not. */
export async function findingsOfSubjects(
  db: StoreHandle,
  clientId: string,
  subjects: { readonly type: string; readonly ids: readonly string[] },
  checkIds: readonly string[],
): Promise<readonly FindingRow[]> {
  if (subjects.ids.length === 0 || checkIds.length === 0) return [];
  return db
    .selectFrom("finding")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("subject_type", "=", subjects.type)
    .where(sql<boolean>`subject_id = any(string_to_array(${subjects.ids.join("\n")}, E'\\n'))`)
    .where("check_id", "in", checkIds)
    .execute();
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
