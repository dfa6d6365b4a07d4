import type { Notice } from "./notice.ts";
import type { Candidate, Held, StageName } from "./pipeline.ts";

/** Something that a receiver was told of and that goes to another one now. */
export interface Move {
  readonly notice: Notice;
  readonly to: string;
}

/** Within these nobody is to hear of it, so nobody hears that it goes elsewhere. */
const resting: readonly StageName[] = ["maintain", "silence"];

/**
 * What left its receiver: the route, the owner or the team has changed, and it still is open. What a window or a person
 * holds back stays until that ends.
 */
export function movesOf(
  notices: readonly Notice[],
  open: ReadonlyMap<string, Candidate>,
  staged: { readonly kept: readonly Candidate[]; readonly held: readonly Held[] },
): readonly Move[] {
  const rests = restingElsewhere(notices, staged);
  const routed = new Map<string, string[]>();
  for (const { findingId, receiver } of [...staged.kept, ...staged.held.map(({ candidate }) => candidate)])
    if (receiver !== null) routed.set(findingId, [...(routed.get(findingId) ?? []), receiver]);
  return notices.flatMap((notice) => {
    const to = routed.get(notice.findingId);
    const isOpen = open.get(notice.findingId)?.episode === notice.episode;
    if (to === undefined || !isOpen || to.includes(notice.receiver) || rests.has(notice.findingId)) return [];
    return [{ notice, to: to[0]! }];
  });
}

/** What goes to another receiver as soon as what holds it back there ends, by finding. */
export function restingElsewhere(
  notices: readonly Notice[],
  { kept, held }: { readonly kept: readonly Candidate[]; readonly held: readonly Held[] },
): ReadonlyMap<string, Held> {
  const toldOf = new Set(notices.filter(({ said }) => said !== null).map(({ findingId }) => findingId));
  const speaking = new Set(kept.map(({ findingId }) => findingId));
  return new Map(
    held
      .filter(({ stage, candidate }) => resting.includes(stage) && toldOf.has(candidate.findingId))
      .filter(({ candidate }) => !speaking.has(candidate.findingId))
      .map((one) => [one.candidate.findingId, one]),
  );
}
