import type { StoreHandle } from "../../storage/database.ts";
import { lockMirror } from "../../storage/judging/mirror-lock.ts";
import { saveStanding, type StandingRow } from "../../storage/judging/standing.ts";
import type { RunGroup } from "./judged-groups.ts";

/** More than these are not held in memory while a group judges, and for the settling once it has judged all. */
const mostHeld = { judging: 5_000, settling: 1_000 } as const;

/**
 * Where everything is judged anew, what stands is written as it comes, in transactions of its own and under a rule set
 * that counts for nothing until the run settles: an attempt that breaks leaves nothing that anybody believes, and the
 * settling of a million records is as short as that of a thousand.
 *
 * @param rows - Emptied, when they were written.
 * @param until - How far the group has come.
 */
export async function stageRebuilt(
  db: StoreHandle,
  group: RunGroup,
  rows: StandingRow[],
  until: keyof typeof mostHeld = "judging",
): Promise<void> {
  if (!group.isRebuild || rows.length < mostHeld[until]) return;
  await db.transaction().execute(async (transaction) => {
    await lockMirror(transaction, group.name.clientId, group.type);
    await saveStanding(transaction, group.name, rows);
  });
  rows.length = 0;
}
