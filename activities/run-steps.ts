import { channel } from "node:diagnostics_channel";

/** The steps of a run, in their order. `tell` is to say to Temporal what the settling has written. */
export type RunStep = "plan" | "copy" | "judge" | "settle" | "tell";

/** Says, to whoever traces a process, which step of a run begins. */
export const runSteps = channel("revwatch:run-steps");

export function beginStep(step: RunStep): void {
  if (runSteps.hasSubscribers) runSteps.publish({ step } satisfies { readonly step: RunStep });
}
