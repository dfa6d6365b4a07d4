import { sql, type Kysely } from "kysely";
import { bumpRecords } from "./change-numbers.ts";
import type { Database } from "./database.ts";
import { movePastExclusions } from "./past-exclusions.ts";

/**
 * What a person said of a record that was merged holds for the record that is left, unless somebody said something of
 * that one. Fingerprints end with the subject's id.
 */
export async function moveExclusions(
  transaction: Kysely<Database>,
  clientId: string,
  move: { readonly subjectType: string; readonly formerId: string; readonly survivorId: string },
): Promise<void> {
  const { subjectType, formerId, survivorId } = move;
  await sql`
    update exclusion e set
      subject_id = ${survivorId},
      finding_id = e.check_id || '.' || e.subject_type || '.' || ${survivorId}::text
    where e.client_id = ${clientId} and e.subject_type = ${subjectType} and e.subject_id = ${formerId}
      and not exists (
        select from exclusion other
        where other.client_id = e.client_id and other.check_id = e.check_id
          and other.subject_type = e.subject_type and other.subject_id = ${survivorId}
      )
  `.execute(transaction);
  await movePastExclusions(transaction, clientId, move);
  await bumpRecords(transaction, clientId, subjectType, [survivorId]);
}
