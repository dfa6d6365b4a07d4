import { isWatched } from "../../../domain/leads/hand.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import { handsOf, type KeptHand } from "../../../storage/hands/kept-hands.ts";

/**
 * The same hands, each person's with the request that their first one repeats: it may have left the look-back, and its
 * clock runs on. Without it, who asked twice would seem to wait since the second time.
 */
export async function withFirst(
  db: StoreHandle,
  clientId: string,
  hands: ReadonlyMap<string, readonly KeptHand[]>,
): Promise<ReadonlyMap<string, readonly KeptHand[]>> {
  const repeating = [...hands].flatMap(([contactId, of]) =>
    of.find(isWatched)?.standing?.state === "repeat" ? [contactId] : [],
  );
  if (repeating.length === 0) return hands;
  const all = await handsOf(db, clientId, repeating);
  const earlier = (contactId: string, [first]: readonly KeptHand[]) =>
    (all.get(contactId) ?? []).filter(({ raisedAt, standing }) => raisedAt < first!.raisedAt && standing !== null);
  return new Map([...hands].map(([contactId, of]) => [contactId, [...earlier(contactId, of), ...of]]));
}
