import type { WorkflowInterceptors } from "@temporalio/workflow";

/** Long enough for a test to look at what happens meanwhile. */
const longestMs = 200;

/** Part of a workflow bundle of the tests: a wait of a minute is over in a moment. */
export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      startTimer: (input, next) => next({ ...input, durationMs: Math.min(input.durationMs, longestMs) }),
    },
  ],
});
