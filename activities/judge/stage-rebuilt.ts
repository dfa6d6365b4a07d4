import type { StoreHandle } from "../../storage/database.ts";
import { lockMirror } from "../../storage/judging/mirror-lock.ts";
import { saveStanding, type StandingRow } from "../../storage/judging/standing.ts";
import type { RunGroup } from "./judged-groups.ts";

/** More than these are not held in memory. */
const mostHeld = 20_000;

/**
 * Where everything is judged anew, what stands is written as it comes, under a rule set that counts for nothing until
 * the run settles: an attempt that breaks leaves nothing that anybody believes.
 *
 * @param rows - Emptied, when they were written.
 */
export async function stageRebuilt(db: StoreHandle, group: RunGroup, rows: StandingRow[]): Promise<void> {
  if (!group.isRebuild || rows.length < mostHeld) return;
  await db.transaction().execute(async (transaction) => {
    await lockMirror(transaction, group.name.clientId, group.type);
    await saveStanding(transaction, group.name, rows);
  });
  rows.length = 0;
}
