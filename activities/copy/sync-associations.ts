import { HubSpotError } from "../../connectors/hubspot/errors.ts";
import { scanOfPair, type AssociationPair } from "../../domain/mirror/associations.ts";
import { pluralOf } from "../../domain/plural.ts";
import type { ScanReceipt } from "../../domain/mirror/scan.ts";
import { dueRecords, settleDue } from "../../storage/associations/due.ts";
import { openSubjectIds } from "../../storage/findings.ts";
import { readMirrorState } from "../../storage/mirror-state.ts";
import { fewRecords } from "../../domain/mirror/few-records.ts";
import { walkedOf } from "../../storage/associations/readings.ts";
import { recordIdsAmong } from "../../storage/mirror.ts";
import { keepScan } from "./keep-scan.ts";
import { isLasting } from "../lasting-refusal.ts";
import type { RunName } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";
import { beatIfWatched } from "../beat-if-watched.ts";
import { asPlanned } from "../plan/as-planned.ts";
import { idsPerRequest, readLinks, type LinkTools } from "./associations/read-links.ts";
import { walkLinks } from "./associations/walk-links.ts";
import { backgroundOf } from "./background.ts";
import { describeBreak } from "./broken-scan.ts";

/**
 * Brings the associations up to date that this run's checks rest on, after the records at both ends were copied: of
 * records that were met, of those that people were told about, and of all of them once for each list.
 *
 * Safe to retry: what was stored is not asked for again.
 *
 * @returns A receipt for each pair. Half an answer would look like a record on which nothing hangs, so it is none.
 */
export function makeSyncAssociations(world: ActivityWorld) {
  return async function syncAssociations(
    run: RunName,
    pairs: readonly AssociationPair[],
  ): Promise<readonly ScanReceipt[]> {
    return copyAssociations(await asPlanned(world, run), run, pairs);
  };
}

/** The same within an activity that knows its settings already. */
export async function copyAssociations(
  world: ActivityWorld,
  run: RunName,
  pairs: readonly AssociationPair[],
): Promise<readonly ScanReceipt[]> {
  const { db, portal, now } = world;
  const { clientId } = run;
  const tools: LinkTools = { db, portal: portal(clientId), beat: () => beatIfWatched() };
  const receipts: ScanReceipt[] = [];
  for (const pair of pairs) {
    const startedAt = now();
    const receipt = { subject: scanOfPair(pair), startedAt: startedAt.toISOString(), ...(await read(pair)) } as const;
    await keepScan(world, run, receipt, startedAt);
    receipts.push(receipt);
  }
  return receipts;

  async function read(pair: AssociationPair): Promise<Omit<ScanReceipt, "subject">> {
    try {
      const { listedAt, listedCount, listing } = await readMirrorState(db, clientId, pair.from);
      if (listedAt === null && listing?.inBackgroundOf !== undefined)
        return waiting({ read: listing.records, of: listing.inBackgroundOf });
      if (listedAt === null) {
        const reason = `The ${pluralOf(pair.from)} were not copied whole yet, so nobody knows what hangs on them.`;
        return { status: "unreadable", reason, records: 0 };
      }
      const background = (listedCount ?? 0) > fewRecords ? backgroundOf(world, run) : null;
      const { asked: walked, isThrough } = await walkLinks(tools, clientId, pair, listedAt, background);
      if (!isThrough) return waiting(await walkedOf(db, clientId, pair));
      const met = await readDue(tools, clientId, pair);
      const others = await readDue(tools, clientId, { from: pair.to, to: pair.from });
      const told = walked > 0 ? 0 : await readTold(tools, clientId, pair);
      return { status: "complete", reason: null, records: walked + met + others + told };
    } catch (error) {
      if (!(error instanceof HubSpotError) || !isLasting(error)) throw error;
      return { ...(await describeBreak(world, clientId, error)), status: "unreadable", records: 0 };
    }
  }
}

/** What is read a part in each run is as it should be: only checks that need it wait. */
function waiting(progress: { readonly read: number; readonly of: number }): Omit<ScanReceipt, "subject"> {
  return { status: "complete", reason: null, records: progress.read, awaits: { names: null, ...progress } };
}

/** Asks for the records that were met since they were last asked for. */
async function readDue(tools: LinkTools, clientId: string, pair: AssociationPair): Promise<number> {
  let asked = 0;
  for (;;) {
    const due = await dueRecords(tools.db, clientId, pair, idsPerRequest);
    if (due.length > 0)
      await readLinks(
        tools,
        clientId,
        pair,
        due.map(({ id }) => id),
        (transaction) => settleDue(transaction, clientId, pair, due),
      );
    asked += due.length;
    if (due.length < idsPerRequest) return asked;
  }
}

/** Nobody should be reminded for a day of a deal without a person to whom one was linked an hour ago. */
async function readTold({ db, ...tools }: LinkTools, clientId: string, pair: AssociationPair): Promise<number> {
  const told = await openSubjectIds(db, clientId, pair.from, idsPerRequest);
  const ids = [...(await recordIdsAmong(db, clientId, pair.from, told))];
  if (ids.length > 0) await readLinks({ db, ...tools }, clientId, pair, ids);
  return ids.length;
}
