import {
  HubSpotBadAnswer,
  HubSpotForbidden,
  HubSpotMigrating,
  HubSpotOutage,
  HubSpotRateLimited,
  HubSpotUnauthorized,
} from "../../connectors/hubspot/errors.ts";

/** What a person has to do about a portal that did not answer as it should. */
export function portalRemedy(error: unknown, clientId: string): string {
  if (error instanceof HubSpotUnauthorized) return error.remedy;
  if (error instanceof HubSpotForbidden) return "Add the scope to the app in HubSpot, then run doctor again.";
  if (error instanceof HubSpotMigrating || error instanceof HubSpotRateLimited)
    return "Nothing to do but wait: run doctor again when HubSpot has said.";
  if (error instanceof HubSpotOutage || error instanceof HubSpotBadAnswer)
    return "Look at https://status.hubspot.com and at the network; if hubspot.address is set in revwatch.yaml, correct it.";
  if (error === null) return "Look at the network; if hubspot.address is set in revwatch.yaml, correct it.";
  return `Correct clients/${clientId}.yaml, then run doctor again.`;
}
