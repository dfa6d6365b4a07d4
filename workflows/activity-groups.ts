import { ActivityFailure, ApplicationFailure } from "@temporalio/common";
import { proxyActivities } from "@temporalio/workflow";
import type { Activities } from "../activities/index.ts";
import type { ErrorClass } from "../domain/error-class.ts";

/** Trying again cannot change these: they end a workflow that is asked for once, so that whoever waits for it hears. */
const lasting: ErrorClass[] = ["input", "programming", "refused"];

/** The client has left the config: nobody has to be patient with its work. */
const clientLeft = "UnknownClient";

/** True when an activity has failed because its client is in no config file any more. */
export function hasClientLeft(error: unknown): boolean {
  return (
    error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type === clientLeft
  );
}

/**
 * The activities as workflows call them, one group for each kind of patience.
 *
 * Reads of HubSpot are tried a few times within about half a minute (activities/last-attempt.ts); the activity turns
 * the last failure into a receipt that says what could not be read. A database that is away is waited for, asked every
 * few seconds (activities/translate-errors.ts): more than an hour.
 */
export const hubspot = proxyActivities<Activities["hubspot"]>({
  taskQueue: "hubspot",
  startToCloseTimeout: "6 hours",
  heartbeatTimeout: "30 seconds",
  retry: {
    initialInterval: "1 second",
    backoffCoefficient: 2,
    maximumInterval: "30 seconds",
    maximumAttempts: 1_000,
    nonRetryableErrorTypes: [...lasting, clientLeft],
  },
});

/**
 * A whole run at once. It takes half a minute at the most and hands over what takes longer, so nobody waits for it long
 * enough to need a sign of life; and one whose worker was killed is taken up within a minute.
 */
export const short = proxyActivities<Pick<Activities["hubspot"], "runShort">>({
  taskQueue: "hubspot",
  startToCloseTimeout: "50 seconds",
  retry: {
    initialInterval: "1 second",
    backoffCoefficient: 2,
    maximumInterval: "30 seconds",
    nonRetryableErrorTypes: [...lasting, clientLeft],
  },
});

/**
 * The store and Temporal itself: worth waiting for, because nothing is lost while they are away. Judging a million
 * records takes minutes and gives signs of life; whatever gives none ends by the heartbeat.
 */
const storePatience = {
  taskQueue: "audit",
  startToCloseTimeout: "1 hour",
  heartbeatTimeout: "30 seconds",
  retry: { initialInterval: "1 second", backoffCoefficient: 2, maximumInterval: "30 seconds" },
} as const;

/** For a workflow that is asked for once: what trying again cannot change ends it. */
export const store = proxyActivities<Activities["audit"]>({
  ...storePatience,
  retry: { ...storePatience.retry, nonRetryableErrorTypes: [...lasting, clientLeft] },
});

/**
 * For a workflow that stands for something that must not be forgotten: even a fault of ours only blocks it. It tries
 * again until another version of Revwatch, or a person, has ended the cause, and `blocked_work` says so meanwhile.
 */
export const patientStore = proxyActivities<Activities["audit"]>({
  ...storePatience,
  retry: { ...storePatience.retry, nonRetryableErrorTypes: [clientLeft] },
});

/** What may as well be done later: tried once. */
export const housekeeping = proxyActivities<Pick<Activities["audit"], "pruneHistory">>({
  taskQueue: "audit",
  startToCloseTimeout: "5 minutes",
  retry: { maximumAttempts: 1 },
});

/** One message. The outbox holds its own waits; this only covers a worker that died with a message in its hands. */
export const delivery = proxyActivities<Activities["delivery"]>({
  taskQueue: "delivery",
  startToCloseTimeout: "30 seconds",
  retry: {
    initialInterval: "1 second",
    backoffCoefficient: 2,
    maximumInterval: "30 seconds",
    nonRetryableErrorTypes: [clientLeft],
  },
});
