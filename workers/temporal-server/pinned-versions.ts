/**
 * The Temporal CLI that we build from source. 1.5.1 is the newest one that `go install package@version` accepts: later
 * modules replace a nested module, which `go install` refuses.
 */
export const pinnedCliVersion = "1.5.1";

/** Go below this cannot build the pinned CLI. */
export const oldestGo = { major: 1, minor: 24 } as const;

/** The first server with task-queue fairness, which keeps one client's audit from starving the others. */
export const oldestServer = { major: 1, minor: 29 } as const;

/** Rough cost of the build on two cores with empty caches, for the progress line. */
export const buildEstimateSeconds = 240;
