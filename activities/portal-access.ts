import type { PortalAccess } from "../domain/access.ts";
import { granted } from "../domain/access.ts";
import { SecretMissing } from "../config/read-secret.ts";
import {
  HubSpotError,
  HubSpotMigrating,
  HubSpotRateLimited,
  HubSpotUnauthorized,
  HubSpotForbidden,
} from "../connectors/hubspot/errors.ts";
import type { HubSpotPortal } from "../connectors/hubspot/portal.ts";

export interface AccessAnswer {
  readonly access: PortalAccess;
  readonly uiDomain: string;
}

const noDomain = "app.hubspot.com";

/**
 * Asks whether the token opens the portal that the config names, before anything else is read.
 *
 * Lasting refusals come back as a value with a reason and a remedy.
 *
 * @throws {HubSpotError} For an outage or a short wait, which trying again may mend, unless `isLast`.
 */
export async function askAccess(portal: HubSpotPortal, expectedPortalId: string, isLast: boolean): Promise<AccessAnswer> {
  try {
    const details = await portal.accountDetails();
    if (details.portalId !== expectedPortalId) {
      const reason = `The token opens portal ${details.portalId}, but this client's portal is ${expectedPortalId}. Nothing was read.`;
      return refused(
        "wrong-portal",
        reason,
        "Use a token of the client's own portal, or correct `portalId` in the client's file.",
      );
    }
    return { access: granted, uiDomain: details.uiDomain };
  } catch (error) {
    const answer = lastingRefusal(error);
    if (answer !== null) return answer;
    if (isLast && error instanceof HubSpotError)
      return refused("unreachable", error.message, "Check https://status.hubspot.com and the network; the next run tries again.");
    throw error;
  }
}

function lastingRefusal(error: unknown): AccessAnswer | null {
  if (error instanceof SecretMissing)
    return refused("token-missing", error.message, "Set the secret where the config says and restart, or correct the reference.");
  if (error instanceof HubSpotUnauthorized)
    return refused(
      "token-refused",
      error.message,
      "Create a new token in HubSpot, put it where the config says, and run `revwatch doctor`.",
    );
  if (error instanceof HubSpotForbidden)
    return refused("token-refused", error.message, "Add the scope to the app in HubSpot and use its new token.");
  if (error instanceof HubSpotMigrating)
    return refused("migrating", error.message, "Nothing to do: the runs go on when HubSpot has finished.");
  if (error instanceof HubSpotRateLimited && error.policy === "DAILY") {
    return refused(
      "daily-limit-reached",
      "The portal has used up its daily allowance of API calls, all of its tools together.",
      "Nothing to do: it is renewed at midnight of the portal. If it happens often, look at which tool asks that much.",
    );
  }
  return null;
}

function refused(state: PortalAccess["state"], reason: string, remedy: string): AccessAnswer {
  return { access: { state, reason, remedy }, uiDomain: noDomain };
}
