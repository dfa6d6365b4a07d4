import { keepUnless } from "./keep-unless.ts";
import type { Stage } from "./pipeline.ts";

export interface ObserveFacts {
  /** The ids of the checks that are observed at this client. */
  readonly observed: ReadonlySet<string>;
}

/** What stands in the history of a finding that is told to no one because of it. */
export const observedOnly = "its check is being observed: it is counted and shown, and no one is told";

/**
 * Before every other stage: what an observed check finds goes to no one, and hides nothing of what other checks find.
 */
export const observe: Stage<ObserveFacts> = (candidates, { observed }) =>
  keepUnless(candidates, ({ checkId }) =>
    observed.has(checkId) ? { stage: "observe", because: observedOnly, until: null } : null,
  );
