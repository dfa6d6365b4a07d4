import type { Notice } from "./notice.ts";
import type { Candidate, Held } from "./pipeline.ts";

/** Something that a receiver was told of and that goes to another one now. */
export interface Move {
  readonly notice: Notice;
  readonly to: string;
}

/** What left its receiver: the route, the owner or the team has changed, and it still is open. */
export function movesOf(
  notices: readonly Notice[],
  open: ReadonlyMap<string, Candidate>,
  staged: { readonly kept: readonly Candidate[]; readonly held: readonly Held[] },
): readonly Move[] {
  const routed = new Map<string, string[]>();
  for (const { findingId, receiver } of [...staged.kept, ...staged.held.map(({ candidate }) => candidate)])
    if (receiver !== null) routed.set(findingId, [...(routed.get(findingId) ?? []), receiver]);
  return notices.flatMap((notice) => {
    const to = routed.get(notice.findingId);
    const isOpen = open.get(notice.findingId)?.episode === notice.episode;
    if (to === undefined || !isOpen || to.includes(notice.receiver)) return [];
    return [{ notice, to: to[0]! }];
  });
}
