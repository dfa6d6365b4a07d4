import type { Fault } from "../../domain/error-class.ts";
import {
  HubSpotBadRequest,
  HubSpotError,
  HubSpotForbidden,
  HubSpotMigrating,
  HubSpotRateLimited,
  HubSpotUnauthorized,
} from "./errors.ts";

/** Waits that belong to the whole portal: the next attempt asks for them again, and the run then parks by itself. */
const parks = (error: HubSpotError) =>
  error instanceof HubSpotMigrating || (error instanceof HubSpotRateLimited && error.policy === "DAILY");
const askAgainMs = 60_000;

/** What an error of HubSpot's connector means for the next attempt; null for an error from elsewhere. */
export function classOfHubSpotError(error: unknown): Fault | null {
  if (!(error instanceof HubSpotError)) return null;
  if (parks(error)) return { class: "throttled", retryAfterMs: askAgainMs };
  if (error instanceof HubSpotRateLimited) return { class: "throttled", retryAfterMs: error.retryAfterMs };
  if (error instanceof HubSpotUnauthorized || error instanceof HubSpotForbidden) return { class: "refused" };
  if (error instanceof HubSpotBadRequest) return { class: "programming" };
  return { class: "outage" };
}
