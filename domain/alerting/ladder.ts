import type { LadderStep } from "./alert.ts";
import type { Notice } from "./notice.ts";

/** The steps of a ladder that begins at an instant, from the config as it is now. */
export type LadderFrom = (from: Date) => readonly LadderStep[];

/**
 * The steps that are left of all ladders in an alert. Each names every open line of it, so whoever is reached by one
 * has heard of all that nobody has taken: nobody is reached twice, and after an edit nobody is passed over.
 */
export function stepsLeft(notices: readonly Notice[], ladder: LadderFrom): readonly LadderStep[] {
  const climbing = notices.filter(({ cover, ladderFrom }) => cover === null && ladderFrom !== null);
  const byStart = Map.groupBy(climbing, ({ ladderFrom, climbed }) => `${ladderFrom!.getTime()}/${climbed.join()}`);
  const steps = [...byStart.values()].flatMap(([one]) =>
    ladder(one!.ladderFrom!).map((step) => without(step, new Set(one!.climbed))),
  );
  const reached = new Set<string>();
  return steps
    .toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))
    .flatMap((step) => {
      const left = without(step, reached);
      for (const receiver of left.receivers) reached.add(receiver);
      return left.receivers.length === 0 ? [] : [left];
    });
}

function without(step: LadderStep, receivers: ReadonlySet<string>): LadderStep {
  return { ...step, receivers: step.receivers.filter((one) => !receivers.has(one)) };
}

export const isSameLadder = (some: readonly LadderStep[], others: readonly LadderStep[]): boolean =>
  some.length === others.length &&
  some.every(
    ({ dueAt, receivers }, index) =>
      dueAt === others[index]!.dueAt && receivers.join() === others[index]!.receivers.join(),
  );
