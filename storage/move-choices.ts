import { sql, type Kysely } from "kysely";
import type { Matcher } from "../domain/alerting/matcher.ts";
import type { Database } from "./database.ts";

const ofFindings = ["snooze", "acceptance", "assignment", "note"] as const satisfies readonly (keyof Database)[];

/**
 * What people chose about findings goes on under the ids that these have now. Where two become one, what was chosen
 * about the one that goes on stays.
 *
 * @param renamed - The id before → the id now.
 */
export async function moveChoices(
  transaction: Kysely<Database>,
  clientId: string,
  renamed: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [before, behind] of renamed) {
    for (const table of ["snooze", "acceptance", "assignment"] as const) {
      const isTaken = sql`exists (select from ${sql.table(table)} other
        where other.client_id = ${clientId} and other.finding_id = ${behind})`;
      await sql`update ${sql.table(table)} set finding_id = ${behind}
        where client_id = ${clientId} and finding_id = ${before} and not ${isTaken}`.execute(transaction);
    }
    await transaction
      .updateTable("note")
      .set({ finding_id: behind })
      .where("client_id", "=", clientId)
      .where("finding_id", "=", before)
      .execute();
  }
}

/** A record that was merged goes on as another one, in acceptances and in silences that name it. */
export async function moveChosenSubject(
  transaction: Kysely<Database>,
  clientId: string,
  { subjectType, formerId, survivorId }: Readonly<Record<"subjectType" | "formerId" | "survivorId", string>>,
): Promise<void> {
  await transaction
    .updateTable("acceptance")
    .set({ subject_id: survivorId })
    .where("client_id", "=", clientId)
    .where("subject_type", "=", subjectType)
    .where("subject_id", "=", formerId)
    .execute();
  await replaceInSilences(transaction, clientId, formerId, survivorId);
}

/** Forgets what people chose about these findings and records: words and ids of a person who was deleted. */
export async function forgetChoices(
  transaction: Kysely<Database>,
  clientId: string,
  { findingIds, recordIds }: { readonly findingIds: readonly string[]; readonly recordIds: readonly string[] },
): Promise<void> {
  for (const table of findingIds.length === 0 ? [] : ofFindings)
    await transaction
      .deleteFrom(table)
      .where("client_id", "=", clientId)
      .where("finding_id", "in", findingIds)
      .execute();
  for (const recordId of recordIds) await replaceInSilences(transaction, clientId, recordId, null);
}

/** A silence that named nothing but a record that is gone would silence everything, so it goes with it. */
async function replaceInSilences(
  transaction: Kysely<Database>,
  clientId: string,
  recordId: string,
  by: string | null,
): Promise<void> {
  const rows = await transaction
    .selectFrom("silence")
    .select(["silence_id", "matcher"])
    .where("client_id", "=", clientId)
    .where(sql<boolean>`matcher -> 'subjects' @> ${JSON.stringify([recordId])}::jsonb`)
    .execute();
  for (const { silence_id, matcher } of rows) {
    const subjects = (matcher.subjects ?? []).flatMap((id) => (id !== recordId ? [id] : by === null ? [] : [by]));
    const changed: Matcher = { ...matcher, subjects };
    const one = { client_id: clientId, silence_id };
    await (
      subjects.length === 0
        ? transaction.deleteFrom("silence").where("client_id", "=", one.client_id).where("silence_id", "=", silence_id)
        : transaction
            .updateTable("silence")
            .set({ matcher: JSON.stringify(changed) })
            .where("client_id", "=", one.client_id)
            .where("silence_id", "=", silence_id)
    ).execute();
  }
}
