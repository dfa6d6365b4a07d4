import { randomBytes } from "node:crypto";
import { sql, type Kysely } from "kysely";
import { deletedPerson, sayDeleted, type Redaction } from "../domain/redaction.ts";
import type { Database } from "./database.ts";
import { unnameStandings } from "./judging/gone-records.ts";
import { findingsOfSubject, type FindingRow } from "./findings.ts";
import { keepForHands } from "./past-exclusions.ts";
import { forgetHandsOf } from "./hands/whose-hands.ts";

/** Their id, and the ids of what became part of them. */
export async function idsOfPerson(
  db: Kysely<Database>,
  clientId: string,
  contactId: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("merged_record")
    .select("former_id")
    .where("client_id", "=", clientId)
    .where("record_type", "=", "contact")
    .where("survivor_id", "=", contactId)
    .execute();
  return [contactId, ...rows.map(({ former_id }) => former_id)];
}

/** Every name and address by which something that is kept may call a person. */
export async function namesOfPerson(
  db: Kysely<Database>,
  clientId: string,
  ids: readonly string[],
  findings: readonly FindingRow[],
): Promise<readonly string[]> {
  const hands = await db
    .selectFrom("hand")
    .select("label")
    .distinct()
    .where("client_id", "=", clientId)
    .where("contact_id", "in", ids)
    .execute();
  const records = await db
    .selectFrom("record")
    .select("properties")
    .where("client_id", "=", clientId)
    .where("record_type", "=", "contact")
    .where("record_id", "in", ids)
    .execute();
  const known = [
    ...findings.map(({ subject_label }) => subject_label),
    ...hands.map(({ label }) => label),
    ...records.map(({ properties }) => properties["email"]),
  ];
  return [...new Set(known.filter((name): name is string => typeof name === "string" && name !== deletedPerson))];
}

/** All findings about them, open or not. */
export async function findingsOfPerson(
  db: Kysely<Database>,
  clientId: string,
  ids: readonly string[],
): Promise<readonly FindingRow[]> {
  const found = await Promise.all(ids.map((id) => findingsOfSubject(db, clientId, "contact", id)));
  return found.flat();
}

/** An id under which a finding stays as a count: nothing of the person can be read from it. */
export function findingIdOfNobody({ check_id }: Pick<FindingRow, "check_id">): string {
  return `${check_id}.contact.gone-${randomBytes(9).toString("base64url")}`;
}

/** The facts of findings stay, under ids that say nothing, without a name, a link or a value. */
export async function redactFindings(
  transaction: Kysely<Database>,
  clientId: string,
  { renamed }: Pick<Redaction, "renamed">,
): Promise<void> {
  for (const [before, behind] of renamed) {
    const subjectId = behind.slice(behind.lastIndexOf(".") + 1);
    await transaction
      .updateTable("finding")
      .set({
        finding_id: behind,
        subject_id: subjectId,
        subject_label: deletedPerson,
        subject_url: null,
        summary: sayDeleted,
        evidence: "{}",
        verdict_reason: null,
        resolved_because: sql`case when resolved_because is null then null else ${sayDeleted} end`,
      })
      .where("client_id", "=", clientId)
      .where("finding_id", "=", before)
      .execute();
    await transaction
      .updateTable("finding_event")
      .set({ finding_id: behind, summary: sayDeleted, evidence: "{}" })
      .where("client_id", "=", clientId)
      .where("finding_id", "=", before)
      .execute();
  }
}

/** Everything that is kept of a person beside findings, messages and reports. */
export async function removePerson(
  transaction: Kysely<Database>,
  clientId: string,
  ids: readonly string[],
  asOf: Date,
): Promise<void> {
  await keepForHands(transaction, clientId, ids);
  await forgetHandsOf(transaction, clientId, ids, asOf);
  await unnameStandings(transaction, clientId, "contact", ids);
  for (const [table, column, type] of [
    ["touch", "contact_id", null],
    ["record", "record_id", "record_type"],
    ["left_record", "record_id", "record_type"],
    ["merged_record", "former_id", "record_type"],
    ["merged_record", "survivor_id", "record_type"],
    ["exclusion", "subject_id", "subject_type"],
  ] as const)
    await sql`
      delete from ${sql.table(table)}
      where client_id = ${clientId} and ${sql.ref(column)} in (${sql.join(ids)})
      ${type === null ? sql`` : sql`and ${sql.ref(type)} = 'contact'`}
    `.execute(transaction);
}
