import type { Kysely } from "kysely";
import type { FirstLook } from "../domain/findings/first-look.ts";
import type { Database } from "./database.ts";

/** When each check first looked at a client; checks that have not yet are left out. */
export async function firstLooksOf(db: Kysely<Database>, clientId: string): Promise<ReadonlyMap<string, FirstLook>> {
  const rows = await db.selectFrom("check_baseline").selectAll().where("client_id", "=", clientId).execute();
  return new Map(
    rows.map(({ check_id, began_at, complete_at }) => [check_id, { beganAt: began_at, completeAt: complete_at }]),
  );
}

/** Keeps first looks that began or became complete. One that is complete stays as it is. */
export async function saveFirstLooks(
  db: Kysely<Database>,
  clientId: string,
  looks: readonly (FirstLook & { readonly checkId: string })[],
): Promise<void> {
  if (looks.length === 0) return;
  await db
    .insertInto("check_baseline")
    .values(
      looks.map(({ checkId, beganAt, completeAt }) => {
        return { client_id: clientId, check_id: checkId, began_at: beganAt, complete_at: completeAt };
      }),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["client_id", "check_id"])
        .doUpdateSet((eb) => ({ complete_at: eb.ref("excluded.complete_at") }))
        .where("check_baseline.complete_at", "is", null),
    )
    .execute();
}

/** Forgets the first looks of checks that are switched off: what they find when they come back is a baseline again. */
export async function forgetFirstLooks(
  db: Kysely<Database>,
  clientId: string,
  enabled: readonly string[],
): Promise<void> {
  await db
    .deleteFrom("check_baseline")
    .where("client_id", "=", clientId)
    .$if(enabled.length > 0, (query) => query.where("check_id", "not in", enabled))
    .execute();
}

/** The same of one check. */
export async function forgetFirstLook(db: Kysely<Database>, clientId: string, checkId: string): Promise<void> {
  await db.deleteFrom("check_baseline").where("client_id", "=", clientId).where("check_id", "=", checkId).execute();
}
