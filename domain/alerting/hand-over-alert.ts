import type { LadderStep } from "./alert.ts";
import type { AlertState } from "./decide-alert.ts";
import { worse } from "../findings/severity.ts";

/** An alert whose topic goes to somebody else from now on. */
export interface HandOver {
  /** The old receiver's alert: it has ended, though what it tells of has not. */
  readonly ended: AlertState;
  /** The new receiver's alert. */
  readonly taken: AlertState;
  readonly occasion: "opened" | "changed";
  /** Findings that the new receiver's alert did not have before. */
  readonly news: readonly string[];
  /** True when the new receiver has to be told: neither an alert of their own nor the ladder has told them. */
  readonly isFresh: boolean;
  /**
   * Receivers whose conversation goes on under the new alert: the ladder has told them, and they hear nothing twice.
   */
  readonly carried: readonly string[];
}

/**
 * Decides how an alert goes from one receiver to another. It moves as it stands, with its beginning, its
 * acknowledgement and its ladder, so that nobody who was told is told again and no deadline begins anew. Where the new
 * receiver has an alert of the same topic already, it takes the findings in, and everybody who heard of the old one is
 * told of its end.
 *
 * @param target - The new receiver's alert of this topic; null when there never was one.
 * @param openIds - All findings of the topic that are open.
 */
export function handOverAlert(
  old: AlertState,
  from: string,
  to: string,
  target: AlertState | null,
  openIds: ReadonlySet<string>,
  now: Date,
): HandOver {
  const stillOpen = old.told.filter((id) => openIds.has(id));
  const ended: AlertState = { ...old, status: "resolved", revision: old.revision + 1, resolvedAt: now };
  const revision = (target?.revision ?? 0) + 1;
  if (target !== null && target.status !== "resolved") {
    const told = [...new Set([...target.told, ...stillOpen])];
    const taken = { ...target, revision, told, severity: worse(target.severity, old.severity) };
    const news = stillOpen.filter((id) => !target.told.includes(id));
    return { ended, taken, occasion: "changed", news, isFresh: false, carried: [] };
  }
  const taken = without(from, old.steps.slice(0, old.nextStep));
  const waiting = without(to, old.steps.slice(old.nextStep));
  const carried = [...new Set(taken.flatMap(({ receivers }) => receivers))];
  return {
    ended: { ...ended, steps: [], nextStep: 0 },
    taken: {
      ...old,
      episode: (target?.episode ?? 0) + 1,
      revision,
      told: stillOpen,
      steps: [...taken, ...waiting],
      nextStep: taken.length,
    },
    occasion: "opened",
    news: stillOpen,
    isFresh: !carried.includes(to),
    carried,
  };
}

function without(receiver: string, steps: readonly LadderStep[]): readonly LadderStep[] {
  return steps
    .map((step) => ({ ...step, receivers: step.receivers.filter((one) => one !== receiver) }))
    .filter(({ receivers }) => receivers.length > 0);
}
