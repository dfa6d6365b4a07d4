import { HubSpotForbidden } from "../../../connectors/hubspot/errors.ts";

/** What was read, and why it was not where the token may not read it or HubSpot has no way to tell. */
export async function orRefusal<Item>(
  reading: Promise<readonly Item[] | null>,
): Promise<{ readonly items: readonly Item[]; readonly refusal: string | null }> {
  try {
    const items = await reading;
    return items === null
      ? { items: [], refusal: "HubSpot does not tell who filled in a form." }
      : { items, refusal: null };
  } catch (error) {
    if (error instanceof HubSpotForbidden) return { items: [], refusal: error.reason };
    throw error;
  }
}

/** What was read; nothing where the token may not read it, or HubSpot has no way to tell. */
export async function orNothing<Item>(reading: Promise<readonly Item[] | null>): Promise<readonly Item[]> {
  return (await orRefusal(reading)).items;
}
