import { sayWhy, type DeliveryOutcome } from "../../connectors/delivery-outcome.ts";
import { traitsOf } from "../../domain/alerting/channels.ts";
import { waitAfter } from "../../domain/wait-after.ts";
import { closeChannel, openChannel, placeOf, triesAt, wholeChannel } from "../../storage/channel-states.ts";
import { noteRefused } from "../../storage/hear-notices.ts";
import {
  beginAnew,
  confirmSent,
  dropUnsaid,
  giveUp,
  leaveUncertain,
  release,
  type Claim,
} from "../../storage/outbox-claims.ts";
import type { OutboxRow } from "../../storage/outbox.ts";
import { forgetThread } from "../../storage/slack-threads.ts";
import type { ActivityWorld } from "../world.ts";
import type { Attempt } from "./attempt.ts";
import { confirmDigest } from "./digest.ts";

type Failure = Exclude<DeliveryOutcome, { ended: "sent" | "refused" }>;

/** So soon after it is repaired a channel is noticed to be open: all that waited is out within five minutes. */
const longestGapMs = 2 * 60_000;
const firstBarMs = 60_000;
const longestBarMs = 4 * 60_000;

/** Writes down how an attempt ended, for the message and for the way that it went. */
export async function settleDelivery(
  world: ActivityWorld,
  { row, isUncertain }: Claim,
  attempt: Attempt,
): Promise<void> {
  const { db, now } = world;
  switch (attempt.ended) {
    case "sent":
      await confirmSent(db, row, attempt.externalId, now());
      await openChannel(db, wayOf(row, "place"));
      if (row.message.kind === "digest") await confirmDigest(world, row, attempt);
      return;
    case "dropped":
      return dropUnsaid(db, row, attempt.reason);
    case "absent":
      return release(db, row, attempt.reason, null);
    case "refused":
      return refuse(world, row, attempt);
    case "uncertain": {
      const notBefore = await close(world, row, attempt);
      return leaveUncertain(db, row, notBefore, attempt.reason);
    }
    case "barred":
    case "not-sent": {
      const notBefore = await close(world, row, attempt);
      const why = sayWhy(attempt);
      // While nothing gets in, nobody can look either.
      if (isUncertain && attempt.ended === "barred") return leaveUncertain(db, row, notBefore, why);
      const isOwn = attempt.ended === "not-sent" && attempt.reach === "message";
      return release(db, row, why, isOwn ? notBefore : null);
    }
  }
}

async function refuse(
  { db, now }: ActivityWorld,
  row: OutboxRow,
  refusal: DeliveryOutcome & { ended: "refused" },
): Promise<void> {
  if (refusal.reach !== "thread" || row.act === "open" || row.act === "mail" || row.alert_id === null) {
    await giveUp(db, row, refusal.reason);
    return noteRefused(db, row, refusal.reason, now());
  }
  const { client_id: clientId, alert_id: alertId, episode, receiver } = row;
  await forgetThread(db, { clientId, alertId, episode: episode ?? 0, receiver });
  return beginAnew(db, row, `${refusal.reason}: said in a new message`);
}

/** Leaves the channel, or the place in it, alone for a while. Returns until when. */
async function close({ db, now }: ActivityWorld, row: OutboxRow, failure: Failure): Promise<Date> {
  const reach = failure.reach ?? "channel";
  const way = wayOf(row, reach);
  const tries = await triesAt(db, way);
  const at = now();
  const notBefore = new Date(at.getTime() + waitMs(row, failure, reach === "message" ? row.attempt - 1 : tries));
  if (reach === "message") return notBefore;
  const isBarred = failure.ended === "barred";
  const state = { ...way, reason: failure.reason, remedy: isBarred ? failure.remedy : null };
  await closeChannel(db, { ...state, kind: isBarred ? "barred" : "passing" }, at, notBefore);
  return notBefore;
}

function wayOf(row: OutboxRow, reach: "channel" | "place" | "message") {
  return { clientId: row.client_id, channel: row.channel, place: reach === "channel" ? wholeChannel : placeOf(row) };
}

function waitMs(row: OutboxRow, failure: Failure, tries: number): number {
  if (failure.ended !== "barred") {
    const wait = waitAfter(failure, tries, Math.random);
    return failure.isTold === true ? wait : Math.min(wait, longestGapMs);
  }
  const longest = failure.reach === "place" ? traitsOf(row.channel).longestPlaceBarMs : longestBarMs;
  return Math.min(firstBarMs * 2 ** Math.min(tries, 10), longest);
}
