import { promiseOf } from "../../checks/promise.ts";
import { businessTimeOf, teamsOf } from "../../config/calendar.ts";
import type { ClientConfig } from "../../config/config.ts";
import { HubSpotError } from "../../connectors/hubspot/errors.ts";
import { inHoursOf, type BusinessTime } from "../../domain/business-time.ts";
import { hoursOfOwners, type HoursOfOwner } from "../../domain/leads/hours-of-owner.ts";
import { isWatched } from "../../domain/leads/hand.ts";
import type { ScanReceipt } from "../../domain/mirror/scan.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { latestInventories } from "../../storage/inventory/read-inventory.ts";
import { handsSince, markVerified, type KeptHand } from "../../storage/hands/kept-hands.ts";
import { keepScan } from "./keep-scan.ts";
import { beatIfWatched } from "../beat-if-watched.ts";
import { asPlanned } from "../plan/as-planned.ts";
import { describeBreak } from "./broken-scan.ts";
import { classAnew } from "./hands/class-anew.ts";
import { isVerificationDue, type PromiseClock } from "./hands/is-verification-due.ts";
import { noticeHands } from "./hands/notice-hands.ts";
import { proveHands } from "./hands/prove-hands.ts";
import { readTouches } from "./hands/read-touches.ts";
import { toldBefore } from "./hands/told-before.ts";
import { settle } from "./hands/settle.ts";
import { withFirst } from "./hands/with-first.ts";
import { isLasting } from "../lasting-refusal.ts";
import type { RunName } from "../shapes.ts";
import type { ActivityWorld } from "../world.ts";

const dayMs = 86_400_000;

/**
 * Notices the hands of the look-back and learns who has answered them. Leads without a known answer are asked for in
 * every run, the others once a day and when their promise ends, so the cost follows the leads that ask and not the size
 * of the portal.
 *
 * @param noticeDays - So far back hands are noticed without asking what became of them.
 * @returns A receipt for the hands and one for what was logged with those who raised them.
 */
export function makeSyncTouches(world: ActivityWorld) {
  return async function syncTouches(
    run: RunName,
    lookBackDays: number,
    noticeDays = lookBackDays,
  ): Promise<readonly ScanReceipt[]> {
    return copyTouches(await asPlanned(world, run), run, lookBackDays, noticeDays);
  };
}

/** The same within an activity that knows its settings already. */
export async function copyTouches(
  world: ActivityWorld,
  run: RunName,
  lookBackDays: number,
  noticeDays = lookBackDays,
): Promise<readonly ScanReceipt[]> {
  const { db, portal, now } = world;
  const { clientId } = run;
  const client = world.client(clientId);
  const params = promiseOf(client.monitors);
  const asOf = new Date(run.asOf);
  // Checks watch whole days of the client, the first of which may have begun almost a day before.
  const since = new Date(asOf.getTime() - (lookBackDays + 1) * dayMs);
  const noticedSince = new Date(asOf.getTime() - (Math.max(lookBackDays, noticeDays) + 1) * dayMs);
  const businessTime = businessTimeOf(client);
  const clockOf = ({ hoursOf }: KeptHand): PromiseClock => ({
    promiseMinutes: params.promiseMinutes,
    isLonger: (from, until, minutes) => inHoursOf(businessTime, hoursOf).isLonger(from, until, minutes),
  });
  const opened = portal(clientId);

  const scan = async (subject: "hand" | "touch", read: () => Promise<number>): Promise<ScanReceipt> => {
    const startedAt = now();
    const finish = async (receipt: ScanReceipt) => {
      await keepScan(world, run, receipt, startedAt);
      return receipt;
    };
    try {
      return await finish({ subject, status: "complete", reason: null, records: await read() });
    } catch (error) {
      if (!(error instanceof HubSpotError) || !isLasting(error)) throw error;
      // An answer that was not seen would look like a lead that waits, so half a reading is none.
      return finish({ ...(await describeBreak(world, clientId, error)), subject, status: "unreadable", records: 0 });
    }
  };

  const tools = { db, portal: opened, leadStages: params.leadStages, rules: client.hands };
  const noticed = await scan("hand", async () => {
    const told = await toldBefore(db, clientId);
    const beat = () => beatIfWatched();
    const count = await noticeHands({ ...tools, told, beat }, clientId, {
      since: noticedSince,
      knownSince: since,
      asOf,
    });
    return count + (await proven(async () => proveHands({ ...tools, beat }, clientId, since, asOf)));
  });
  const classed = await classAnew(db, clientId, client.hands, await handsSince(db, clientId, since));
  const hands = await withFirst(db, clientId, classed);
  const { contactIds, again, verified } = toRead(hands, asOf, clockOf);
  const touched = await scan("touch", async () => {
    const stored = await readTouches(
      { ...tools, beat: (count) => beatIfWatched({ stored: count }) },
      clientId,
      contactIds,
      again,
    );
    await settle(db, clientId, hands, { params, asOf, hoursOf: await hoursOfOwnersOf(db, client, businessTime) });
    await markVerified(db, clientId, verified, asOf);
    return stored;
  });
  return [noticed, touched];
}

/** By the owners as they were last read. */
async function hoursOfOwnersOf(
  db: StoreHandle,
  client: ClientConfig,
  businessTime: BusinessTime,
): Promise<HoursOfOwner | undefined> {
  const teams = teamsOf(client);
  if (teams.length === 0) return undefined;
  const { owner = [] } = await latestInventories(db, client.clientId, ["owner"]);
  return hoursOfOwners(teams, owner, businessTime);
}

/** A proof that cannot be made today is made by a later run: nothing rests on it. */
async function proven(prove: () => Promise<number>): Promise<number> {
  try {
    return await prove();
  } catch (error) {
    if (error instanceof HubSpotError) return 0;
    throw error;
  }
}

/** Whose touches are asked for, of whom each is read again, and which hands rest on fresh ones after that. */
function toRead(
  hands: ReadonlyMap<string, readonly KeptHand[]>,
  asOf: Date,
  clockOf: (hand: KeptHand) => PromiseClock,
) {
  const contactIds: string[] = [];
  const again = new Set<string>();
  const verified: string[] = [];
  for (const [contactId, kept] of hands) {
    const open = kept.filter(
      (hand) => isWatched(hand) && (hand.standing === null || hand.standing.state === "waiting"),
    );
    const due = kept.filter((hand) => isWatched(hand) && isVerificationDue(hand, asOf, clockOf(hand)));
    if (open.length > 0 || due.length > 0) contactIds.push(contactId);
    if (due.length > 0) again.add(contactId);
    verified.push(...[...due, ...open.filter(({ verifiedAt }) => verifiedAt === null)].map(({ handId }) => handId));
  }
  return { contactIds, again, verified };
}
