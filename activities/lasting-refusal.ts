import {
  HubSpotBadRequest,
  HubSpotForbidden,
  HubSpotMigrating,
  HubSpotRateLimited,
  HubSpotUnauthorized,
} from "../connectors/hubspot/errors.ts";
import { isLastAttempt } from "./last-attempt.ts";

/** True when trying again cannot mend a read, or will not happen: then it becomes a receipt that says so. */
export function isLasting(error: unknown): boolean {
  return (
    error instanceof HubSpotForbidden ||
    error instanceof HubSpotUnauthorized ||
    error instanceof HubSpotBadRequest ||
    error instanceof HubSpotMigrating ||
    (error instanceof HubSpotRateLimited && error.policy === "DAILY") ||
    isLastAttempt()
  );
}
