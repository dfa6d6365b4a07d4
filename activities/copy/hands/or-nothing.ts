import { HubSpotForbidden } from "../../../connectors/hubspot/errors.ts";

/** What was read; nothing where the token may not read it, or HubSpot has no way to tell. */
export async function orNothing<Item>(reading: Promise<readonly Item[] | null>): Promise<readonly Item[]> {
  try {
    return (await reading) ?? [];
  } catch (error) {
    if (error instanceof HubSpotForbidden) return [];
    throw error;
  }
}
