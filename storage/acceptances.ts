import type { Kysely } from "kysely";
import type { Acceptance } from "../domain/alerting/accept.ts";
import type { Database, StoreReader } from "./database.ts";
import type { FindingRow } from "./findings.ts";

/** An acceptance with when it was given: its debt grows old. */
export interface DatedAcceptance extends Acceptance {
  readonly at: Date;
  readonly checkId: string;
}

/** What people accepted of a client by finding, expired ones too: somebody has to be asked again. */
export async function acceptancesOf(db: StoreReader, clientId: string): Promise<ReadonlyMap<string, DatedAcceptance>> {
  const rows = await db.selectFrom("acceptance").selectAll().where("client_id", "=", clientId).execute();
  return new Map(
    rows.map((row) => [
      row.finding_id,
      {
        findingId: row.finding_id,
        checkId: row.check_id,
        value: row.value,
        severity: row.severity,
        reason: row.reason,
        byWhom: row.by_whom,
        at: row.at,
        until: row.until,
      },
    ]),
  );
}

/** Accepted once more, it is the later word that counts. */
export async function putAcceptance(
  transaction: Kysely<Database>,
  row: FindingRow,
  acceptance: Omit<Acceptance, "findingId">,
  at: Date,
): Promise<void> {
  const columns = {
    value: acceptance.value,
    severity: acceptance.severity,
    reason: acceptance.reason,
    by_whom: acceptance.byWhom,
    at,
    until: acceptance.until,
  };
  await transaction
    .insertInto("acceptance")
    .values({
      client_id: row.client_id,
      finding_id: row.finding_id,
      check_id: row.check_id,
      subject_type: row.subject_type,
      subject_id: row.subject_id,
      ...columns,
    })
    .onConflict((conflict) => conflict.columns(["client_id", "finding_id"]).doUpdateSet(columns))
    .execute();
}

/** @returns Whether there was one. */
export async function withdrawAcceptance(
  transaction: Kysely<Database>,
  clientId: string,
  findingId: string,
): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom("acceptance")
    .where("client_id", "=", clientId)
    .where("finding_id", "=", findingId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
