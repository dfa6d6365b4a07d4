import type { CheckTelling } from "../domain/findings/telling.ts";
import { ownDecision } from "../domain/findings/telling.ts";
import { sql, type ExpressionBuilder, type RawBuilder } from "kysely";
import type { Database, StoreHandle, StoreReader } from "./database.ts";

/** Of a finding: its check is not one of those that are observed only. */
export function isToldOf(eb: ExpressionBuilder<Database, "finding">) {
  const observed = eb
    .selectFrom("check_telling")
    .select("check_telling.check_id")
    .whereRef("check_telling.client_id", "=", "finding.client_id")
    .whereRef("check_telling.check_id", "=", "finding.check_id")
    .where("check_telling.telling", "=", "observe");
  return eb.not(eb.exists(observed));
}

/**
 * The same as it was at an instant, by what was decided last: a check that began observed was so until it alerted, one
 * that a person put back into observation was told until then.
 *
 * @param at - An instant, or the column that holds it.
 */
export function wasToldAt(checkId: RawBuilder<string>, clientId: string, at: RawBuilder<Date> | Date) {
  return sql<boolean>`not exists (
    select 1 from check_telling telling where telling.client_id = ${clientId} and telling.check_id = ${checkId}
      and case telling.telling
        when 'observe' then telling.by_whom = ${ownDecision} or telling.since <= ${at}
        else telling.since > ${at}
      end
  )`;
}

/** What was decided of each check: check id → observed or told. One that is left out is told. */
export async function tellingsOf(db: StoreReader, clientId: string): Promise<ReadonlyMap<string, CheckTelling>> {
  const rows = await db.selectFrom("check_telling").selectAll().where("client_id", "=", clientId).execute();
  return new Map(rows.map(({ check_id, telling, since, by_whom }) => [check_id, { telling, since, byWhom: by_whom }]));
}

/** The checks of which nothing is told. */
export async function observedChecks(db: StoreReader, clientId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("check_telling")
    .select("check_id")
    .where("client_id", "=", clientId)
    .where("telling", "=", "observe")
    .execute();
  return new Set(rows.map(({ check_id }) => check_id));
}

/** Those that had looked by then, and of which nothing was told. */
export async function observedAt(db: StoreReader, clientId: string, at: Date): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("check_baseline")
    .select("check_id")
    .where("client_id", "=", clientId)
    .where("began_at", "<=", at)
    .where((eb) => eb.not(wasToldAt(sql.ref("check_baseline.check_id"), clientId, at)))
    .execute();
  return new Set(rows.map(({ check_id }) => check_id));
}

/** Checks of which nothing is told from now on, because no one has met them before. What is known of others stays. */
export async function beginObserved(db: StoreHandle, clientId: string, checkIds: readonly string[]): Promise<void> {
  if (checkIds.length === 0) return;
  await db
    .insertInto("check_telling")
    .values(
      checkIds.map((checkId) => {
        return { client_id: clientId, check_id: checkId, telling: "observe", since: null, by_whom: ownDecision };
      }),
    )
    .onConflict((conflict) => conflict.columns(["client_id", "check_id"]).doNothing())
    .execute();
}

/** From when observed checks count as observed; null: from their next complete live look. */
export async function countObserved(
  db: StoreHandle,
  clientId: string,
  checkIds: readonly string[],
  since: Date | null,
): Promise<void> {
  if (checkIds.length === 0) return;
  await db
    .updateTable("check_telling")
    .set({ since })
    .where("client_id", "=", clientId)
    .where("telling", "=", "observe")
    .where("check_id", "in", [...checkIds])
    .execute();
}

/** What was decided of checks, in the place of what was before. */
export async function saveTellings(
  db: StoreHandle,
  clientId: string,
  checkIds: readonly string[],
  { telling, since, byWhom }: CheckTelling,
): Promise<void> {
  if (checkIds.length === 0) return;
  await db
    .insertInto("check_telling")
    .values(checkIds.map((checkId) => ({ client_id: clientId, check_id: checkId, telling, since, by_whom: byWhom })))
    .onConflict((conflict) =>
      conflict.columns(["client_id", "check_id"]).doUpdateSet((eb) => ({
        telling: eb.ref("excluded.telling"),
        since: eb.ref("excluded.since"),
        by_whom: eb.ref("excluded.by_whom"),
      })),
    )
    .execute();
}
