import type { StoreHandle } from "../../storage/database.ts";
import {
  allRecords,
  changedRecords,
  dueRecords,
  recordsFrom,
  recordsNamed,
  type Candidate,
} from "../../storage/judging/candidates.ts";
import { subjectsInDoubt } from "../../storage/judging/doubtful-findings.ts";
import type { Slot } from "./group-slots.ts";
import type { RunGroup } from "./judged-groups.ts";

/** How far slices have come with this run. */
export interface SliceReached {
  after: string;
  /** No record is left that stands by older rules. */
  isAtEnd: boolean;
}

interface CandidatesAsked {
  readonly asOf: Date;
  /** Only what a scan that did not reach everything has met. */
  readonly metSince: Date | null;
  /** Told of slices. */
  readonly reached: SliceReached;
}

/** True where some check of the group has to see every record. */
export function judgesAll(group: RunGroup, slots: readonly Slot[]): boolean {
  return group.isRebuild || group.isBackward || slots.some((slot) => slot.isEvaluated && slot.judgedChange < 0);
}

/**
 * The records that a run judges, a page at a time, each of them once: all of them, or those that changed since a check
 * of the group judged them, those whose verdict has run out, and those whose finding is not as it was last judged.
 *
 * While changed rules are taken over, a slice of what stands by the older ones comes last.
 */
export async function* candidatesOf(
  db: StoreHandle,
  group: RunGroup,
  slots: readonly Slot[],
  { asOf, metSince, reached }: CandidatesAsked,
): AsyncGenerator<readonly Candidate[]> {
  const { name, upTo } = group;
  if (judgesAll(group, slots)) {
    yield* allRecords(db, name, metSince);
    if (metSince === null) reached.isAtEnd = true;
    return;
  }
  const evaluated = slots.filter(({ isEvaluated }) => isEvaluated);
  const after = Math.min(...evaluated.map(({ judgedChange }) => judgedChange));
  yield* changedRecords(db, name, { after, upTo, metSince });
  yield* dueRecords(db, name, { asOf, upTo: after, metSince });
  const kept = evaluated.filter(({ isKept, place }) => isKept && place >= 0).map(({ check }) => check.id);
  const doubtful = await subjectsInDoubt(db, name.clientId, group.type, kept);
  // The others were among those before.
  const isOther = ({ changeNo, standing }: Candidate) =>
    changeNo <= after && !(standing !== null && standing.dueAt !== null && standing.dueAt <= asOf);
  const others = (await recordsNamed(db, name, doubtful, metSince)).filter(isOther);
  if (others.length > 0) yield others;
  if (group.slicing === null || metSince !== null || !slots.some(({ isKept }) => isKept)) return;
  const named = new Set(others.map(({ id }) => id));
  const isLeft = (one: Candidate) => isOther(one) && one.standing?.ruleSet !== group.ruleSet && !named.has(one.id);
  yield* sliceOf(db, group, reached, isLeft);
}

/** The next records that stand by older rules; what has changed, or has run out, was judged before. */
async function* sliceOf(
  db: StoreHandle,
  { name, slicing }: RunGroup,
  reached: SliceReached,
  isLeft: (one: Candidate) => boolean,
): AsyncGenerator<readonly Candidate[]> {
  const { after, size } = slicing!;
  let seen = 0;
  for await (const page of recordsFrom(db, name, { after, most: size })) {
    seen += page.length;
    reached.after = page.at(-1)!.id;
    const left = page.filter(isLeft);
    if (left.length > 0) yield left;
  }
  reached.isAtEnd = seen < size;
}
