import { ApplicationFailure } from "@temporalio/activity";
import type { ActivityInboundCallsInterceptor } from "@temporalio/worker";
import {
  HubSpotBadRequest,
  HubSpotForbidden,
  HubSpotMigrating,
  HubSpotRateLimited,
  HubSpotUnauthorized,
} from "../connectors/hubspot/errors.ts";
import { UnknownClient } from "./world.ts";

/**
 * Tells Temporal what a retry can and cannot mend. It wraps every activity, so that none needs a try of its own, and
 * an error that it does not know passes through as it is.
 */
export const translateErrors: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    try {
      return await next(input);
    } catch (error) {
      throw asTemporalFailure(error);
    }
  },
};

/** Longest spell that an activity is kept waiting for; a daily limit is parked by the workflow instead. */
const maxRetryDelayMs = 60_000;

export function asTemporalFailure(error: unknown): unknown {
  if (error instanceof HubSpotRateLimited || error instanceof HubSpotMigrating) {
    const nextRetryDelay = Math.min(error.retryAfterMs, maxRetryDelayMs);
    // Expected, so it stays out of error logs.
    return ApplicationFailure.create({ message: error.message, type: error.name, nextRetryDelay, category: "BENIGN" });
  }
  if (
    error instanceof HubSpotUnauthorized ||
    error instanceof HubSpotForbidden ||
    error instanceof HubSpotBadRequest ||
    error instanceof UnknownClient
  ) {
    return ApplicationFailure.create({ message: error.message, type: error.name, nonRetryable: true });
  }
  return error;
}
