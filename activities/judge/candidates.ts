import type { StoreHandle } from "../../storage/database.ts";
import {
  allRecords,
  changedRecords,
  dueRecords,
  recordsNamed,
  type Candidate,
} from "../../storage/judging/candidates.ts";
import { subjectsInDoubt } from "../../storage/judging/doubtful-findings.ts";
import type { Slot } from "./group-slots.ts";
import type { RunGroup } from "./judged-groups.ts";

/** True where some check of the group has to see every record. */
export function judgesAll(group: RunGroup, slots: readonly Slot[]): boolean {
  return group.isRebuild || group.isBackward || slots.some((slot) => slot.isEvaluated && slot.judgedChange < 0);
}

/**
 * The records that a run judges, a page at a time, each of them once: all of them, or those that changed since a check
 * of the group judged them, those whose verdict has run out, and those whose finding is not as it was last judged.
 *
 * @param metSince - Only what a scan that did not reach everything has met.
 */
export async function* candidatesOf(
  db: StoreHandle,
  group: RunGroup,
  slots: readonly Slot[],
  { asOf, metSince }: { readonly asOf: Date; readonly metSince: Date | null },
): AsyncGenerator<readonly Candidate[]> {
  const { name, upTo } = group;
  if (judgesAll(group, slots)) {
    yield* allRecords(db, name, metSince);
    return;
  }
  const evaluated = slots.filter(({ isEvaluated }) => isEvaluated);
  const after = Math.min(...evaluated.map(({ judgedChange }) => judgedChange));
  yield* changedRecords(db, name, { after, upTo, metSince });
  yield* dueRecords(db, name, { asOf, upTo: after, metSince });
  const kept = evaluated.filter(({ isKept, place }) => isKept && place >= 0).map(({ check }) => check.id);
  const doubtful = await subjectsInDoubt(db, name.clientId, group.type, kept);
  if (doubtful.length === 0) return;
  const found = await recordsNamed(db, name, doubtful, metSince);
  // The others were among those before.
  const others = found.filter(
    ({ changeNo, standing }) =>
      changeNo <= after && !(standing !== null && standing.dueAt !== null && standing.dueAt <= asOf),
  );
  if (others.length > 0) yield others;
}
