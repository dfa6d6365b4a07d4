import { classOfConversion, type HandRules } from "../../../domain/leads/hand-rules.ts";
import type { StoreHandle } from "../../../storage/database.ts";
import { saveClasses, type KeptHand } from "../../../storage/hands/kept-hands.ts";

/**
 * Holds the hands of the look-back against the client's settings of today, and gives them back as these class them.
 * What lies before the look-back stays as it was counted.
 */
export async function classAnew(
  db: StoreHandle,
  clientId: string,
  rules: HandRules,
  hands: ReadonlyMap<string, readonly KeptHand[]>,
): Promise<ReadonlyMap<string, readonly KeptHand[]>> {
  const changed: KeptHand[] = [];
  const classed = new Map([...hands].map(([contactId, of]) => [contactId, of.map(anew)]));
  if (changed.length > 0) await saveClasses(db, clientId, changed);
  return classed;

  function anew(hand: KeptHand): KeptHand {
    if (hand.classBy === "kept" || hand.how !== "form" || hand.source === null) return hand;
    const now = { ...hand, ...classOfConversion(rules, hand.source, hand.form) };
    if (now.class !== hand.class || now.classBy !== hand.classBy) changed.push(now);
    return now;
  }
}
