import { HubSpotBadRequest } from "../errors.ts";
import type { Gateway } from "../gateway.ts";

const gone: ReadonlySet<number> = new Set([404, 410]);

/**
 * What HubSpot answers of one item by its id; null where it has none.
 *
 * @throws {HubSpotError} For every other refusal, since that is no word about the item.
 */
export async function oneOrNothing(
  gateway: Gateway,
  path: string,
  query: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  try {
    return await gateway.request("GET", path, query);
  } catch (error) {
    if (error instanceof HubSpotBadRequest && gone.has(error.status)) return null;
    throw error;
  }
}
