import type { AssociationPair } from "../../../domain/mirror/associations.ts";
import { idsBehind, linkReading, saveLinkReading } from "../../../storage/associations/readings.ts";
import { idsPerRequest, readLinks, type LinkTools } from "./read-links.ts";

/**
 * Asks for the associations of every record of the mirror, once for each list of records: what was unlinked shows in no
 * search. A walk that broke is gone on with behind the last record that is stored.
 *
 * @param listedAt - Names the list that the mirror stands on.
 * @returns How many records were asked for; 0 when that list has been gone through.
 */
export async function walkLinks(
  tools: LinkTools,
  clientId: string,
  pair: AssociationPair,
  listedAt: Date,
): Promise<number> {
  const { db } = tools;
  const state = await linkReading(db, clientId, pair);
  if (state.listedAt?.getTime() === listedAt.getTime()) return 0;
  let after = state.readingAt?.getTime() === listedAt.getTime() ? state.after : null;
  let asked = 0;
  for (;;) {
    const ids = await idsBehind(db, clientId, pair.from, after, idsPerRequest);
    if (ids.length === 0) break;
    after = ids.at(-1)!;
    const place = { listedAt: state.listedAt, readingAt: listedAt, after };
    await readLinks(tools, clientId, pair, ids, (transaction) => saveLinkReading(transaction, clientId, pair, place));
    asked += ids.length;
    if (ids.length < idsPerRequest) break;
  }
  await saveLinkReading(db, clientId, pair, { listedAt, readingAt: null, after: null });
  return asked;
}
