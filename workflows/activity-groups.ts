import { proxyActivities } from "@temporalio/workflow";
import type { Activities } from "../activities/index.ts";

/**
 * The activities as workflows call them, one group for each kind of patience.
 *
 * Reads of HubSpot are tried a few times within about half a minute; the activity turns the last failure into a
 * receipt that says what could not be read, and the next run starts afresh.
 */
export const hubspot = proxyActivities<Activities["hubspot"]>({
  taskQueue: "hubspot",
  startToCloseTimeout: "6 hours",
  heartbeatTimeout: "30 seconds",
  retry: { initialInterval: "1 second", backoffCoefficient: 2, maximumInterval: "10 seconds", maximumAttempts: 4 },
});

/** The store and Temporal itself: worth waiting for, because nothing is lost while they are away. */
export const store = proxyActivities<Activities["audit"]>({
  taskQueue: "audit",
  startToCloseTimeout: "5 minutes",
  retry: {
    initialInterval: "1 second",
    backoffCoefficient: 2,
    maximumInterval: "30 seconds",
    nonRetryableErrorTypes: ["UnknownClient"],
  },
});

/** One message. The outbox holds its own waits; this only covers a worker that died with a message in its hands. */
export const delivery = proxyActivities<Activities["delivery"]>({
  taskQueue: "delivery",
  startToCloseTimeout: "30 seconds",
  retry: { initialInterval: "1 second", backoffCoefficient: 2, maximumInterval: "30 seconds" },
});
