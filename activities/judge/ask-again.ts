import type { Check } from "../../checks/define-check.ts";
import { scansOf } from "../../checks/needs.ts";
import { HubSpotError } from "../../connectors/hubspot/errors.ts";
import { pairsAmong, scanOfPair, type AssociationPair } from "../../domain/mirror/associations.ts";
import { idsPerRequest, readLinks, type LinkTools } from "../copy/associations/read-links.ts";
import type { Observations } from "./observe.ts";

/**
 * Asks HubSpot once more what hangs on records that are about to be told of: a contact that was linked a moment after
 * the deal was made may be missing from the mirror, and nobody should hear of a deal without one.
 *
 * What only shows at a check's first look is told to nobody, and is not asked for again.
 *
 * @param firstLooks - The checks that had looked at this client before this run.
 * @returns True when something was not as the mirror had it: its records have changed, and are judged again.
 */
export async function askAgain(
  tools: LinkTools,
  clientId: string,
  { checks, judgements, known }: Observations,
  firstLooks: ReadonlySet<string>,
): Promise<boolean> {
  let hasChanged = false;
  for (const { pair, ids } of suspectsAmong({ checks, judgements, known }, firstLooks))
    for (let start = 0; start < ids.length; start += idsPerRequest)
      hasChanged = (await changedOf(tools, clientId, pair, ids.slice(start, start + idsPerRequest))) || hasChanged;
  return hasChanged;
}

/** What is about to be opened by checks that rest on associations. */
function suspectsAmong(
  { checks, judgements, known }: Pick<Observations, "checks" | "judgements" | "known">,
  firstLooks: ReadonlySet<string>,
) {
  const suspects = new Map<string, { readonly pair: AssociationPair; readonly ids: Set<string> }>();
  for (const { check } of checks) {
    const pairs = firstLooks.has(check.id) ? pairsOf(check) : [];
    if (pairs.length === 0) continue;
    for (const [findingId, { checkId, subject, verdict }] of judgements) {
      if (checkId !== check.id || verdict.status !== "fail" || known.get(findingId)?.status === "open") continue;
      for (const pair of pairs.filter(({ from }) => from === subject.type)) {
        const key = scanOfPair(pair);
        const suspect = suspects.get(key) ?? { pair, ids: new Set() };
        suspect.ids.add(subject.id);
        suspects.set(key, suspect);
      }
    }
  }
  return [...suspects.values()].map(({ pair, ids }) => ({ pair, ids: [...ids] }));
}

function pairsOf(check: Check): readonly AssociationPair[] {
  return pairsAmong(scansOf(check));
}

/** Where HubSpot does not answer now, what the copy has read stands: its receipt says that it was whole. */
async function changedOf(
  tools: LinkTools,
  clientId: string,
  pair: AssociationPair,
  ids: readonly string[],
): Promise<boolean> {
  try {
    return (await readLinks(tools, clientId, pair, ids)).length > 0;
  } catch (error) {
    if (error instanceof HubSpotError) return false;
    throw error;
  }
}
