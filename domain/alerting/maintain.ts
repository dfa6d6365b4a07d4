import { matches, type Matcher } from "./matcher.ts";
import { keepUnless } from "./keep-unless.ts";
import type { Stage } from "./pipeline.ts";

/** A maintenance window that is open now. */
export interface OpenWindow {
  readonly name: string;
  readonly scope: Matcher;
  readonly from: Date;
  /** The first instant after it. */
  readonly until: Date;
}

export interface MaintainFacts {
  readonly windows: readonly OpenWindow[];
  readonly sayInstant: (at: Date) => string;
}

/** Nobody is told within a planned time. Of several windows that are open, the one that ends last gives the reason. */
export const maintain: Stage<MaintainFacts> = (candidates, { windows, sayInstant }, now) =>
  keepUnless(candidates, (candidate) => {
    const [window] = windows
      .filter(({ from, until, scope }) => from <= now && now < until && matches(scope, candidate))
      .sort((a, b) => b.until.getTime() - a.until.getTime());
    if (window === undefined) return null;
    const { name, until } = window;
    return { stage: "maintain", because: `maintenance until ${sayInstant(until)}: ${name}`, until };
  });
