import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import { descriptorOf } from "../../../connectors/hubspot/types/index.ts";
import type { AssociationPair, Linked } from "../../../domain/mirror/associations.ts";
import { putLinks } from "../../../storage/associations/links.ts";
import type { StoreHandle } from "../../../storage/database.ts";

/** HubSpot answers for so many records at once. */
export const idsPerRequest = 1_000;

export interface LinkTools {
  readonly db: StoreHandle;
  readonly portal: Pick<HubSpotPortal, "associations">;
  readonly beat: () => void;
}

/**
 * Asks HubSpot what hangs on these records now, and stores it. Records whose associations changed, at either end, are
 * changed records.
 *
 * @param ids - At most 1,000.
 * @param alongside - Written in the same transaction, such as the place that was reached.
 * @returns The records of the asked type of which the mirror had known something else.
 * @throws {HubSpotError} When the answer does not speak of each of them, or a part of it failed: nothing is stored.
 */
export async function readLinks(
  { db, portal, beat }: LinkTools,
  clientId: string,
  pair: AssociationPair,
  ids: readonly string[],
  alongside: (transaction: StoreHandle) => Promise<void> = () => Promise.resolve(),
): Promise<readonly string[]> {
  const answer = await portal.associations(descriptorOf(pair.from).objectType, descriptorOf(pair.to).objectType, ids);
  const linked: Linked = new Map([...answer].map(([id, ends]) => [id, ends.map((end) => end.id)]));
  const changed = await db.transaction().execute(async (transaction) => {
    const { from } = await putLinks(transaction, clientId, pair, ids, linked);
    await alongside(transaction);
    return from;
  });
  beat();
  return changed;
}
