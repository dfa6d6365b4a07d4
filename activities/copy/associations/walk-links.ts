import type { AssociationPair } from "../../../domain/mirror/associations.ts";
import { idsBehind, linkReading, saveLinkReading } from "../../../storage/associations/readings.ts";
import type { Background } from "../background.ts";
import { idsPerRequest, readLinks, type LinkTools } from "./read-links.ts";

/**
 * Asks for the associations of every record of the mirror, once for each list of records: what was unlinked shows in no
 * search. A walk that broke is gone on with behind the last record that is stored.
 *
 * @param listedAt - Names the list that the mirror stands on.
 * @param background - Where these associations were never read: the share of this run; null: it takes what it needs.
 * @returns How many records were asked for; 0 when that list has been gone through. `isThrough`: none is left.
 */
export async function walkLinks(
  tools: LinkTools,
  clientId: string,
  pair: AssociationPair,
  listedAt: Date,
  background: Background | null = null,
): Promise<{ readonly asked: number; readonly isThrough: boolean }> {
  const { db } = tools;
  const state = await linkReading(db, clientId, pair);
  if (state.listedAt?.getTime() === listedAt.getTime()) return { asked: 0, isThrough: true };
  let after = state.readingAt?.getTime() === listedAt.getTime() ? state.after : null;
  let asked = 0;
  for (;;) {
    const ids = await idsBehind(db, clientId, pair.from, after, idsPerRequest);
    if (ids.length === 0) break;
    if (state.listedAt === null && background !== null && !(await background.mayAsk()))
      return { asked, isThrough: false };
    after = ids.at(-1)!;
    const place = { listedAt: state.listedAt, readingAt: listedAt, after };
    await readLinks(tools, clientId, pair, ids, (transaction) => saveLinkReading(transaction, clientId, pair, place));
    asked += ids.length;
    if (ids.length < idsPerRequest) break;
  }
  await saveLinkReading(db, clientId, pair, { listedAt, readingAt: null, after: null });
  return { asked, isThrough: true };
}
