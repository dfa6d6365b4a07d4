import type { Kysely, Selectable } from "kysely";
import type { BlockedWorkTable, Database } from "./database.ts";

/** Blocked steps are tried again every five minutes; one that was not tried for longer has ended with its workflow. */
const forgottenAfterMs = 15 * 60_000;

export type BlockedStep = Pick<BlockedWorkTable, "client_id" | "workflow_id" | "activity">;

/** Notes a step that is blocked; since when stays as it was noted first. */
export async function noteBlocked(
  db: Kysely<Database>,
  step: BlockedStep,
  fault: Pick<BlockedWorkTable, "class" | "reason">,
  at: Date,
): Promise<void> {
  await db
    .insertInto("blocked_work")
    .values({ ...step, ...fault, since: at, last_at: at })
    .onConflict((conflict) =>
      conflict.columns(["client_id", "workflow_id", "activity"]).doUpdateSet({ ...fault, last_at: at }),
    )
    .execute();
}

/** The step has passed. */
export async function clearBlocked(
  db: Kysely<Database>,
  { client_id, workflow_id, activity }: BlockedStep,
): Promise<void> {
  await db
    .deleteFrom("blocked_work")
    .where("client_id", "=", client_id)
    .where("workflow_id", "=", workflow_id)
    .where("activity", "=", activity)
    .execute();
}

/** What is blocked now, longest first. It rests on the database alone. */
export async function blockedWork(db: Kysely<Database>, now: Date): Promise<readonly Selectable<BlockedWorkTable>[]> {
  return db
    .selectFrom("blocked_work")
    .selectAll()
    .where("last_at", ">", new Date(now.getTime() - forgottenAfterMs))
    .orderBy("since")
    .execute();
}
