import type { Receiver } from "../../config/config.ts";
import type { InsteadOf } from "../../domain/alerting/alert.ts";
import { addressOn, traitsOf, waysTo, type ChannelId } from "../../domain/alerting/channels.ts";
import { alertStateOf, lockAlert } from "../../storage/alerts.ts";
import { closureOf, closuresOf } from "../../storage/channel-states.ts";
import { heldForLong, isStillHeld, markDiverted } from "../../storage/held-deliveries.ts";
import { enqueue, type OutboxRow } from "../../storage/outbox.ts";
import { conversationOf } from "../../storage/renew-unsent.ts";
import type { ActivityWorld } from "../world.ts";

/** One receiver on one channel. */
interface Way {
  readonly receiver: Receiver;
  readonly channel: ChannelId;
  readonly place: string;
}

/**
 * A critical alert that has waited for ten minutes, then one of severity high, goes out another way: to the receiver's
 * other channel, else to the next steps of the ladder, else to whoever runs Revwatch. It says why it comes this way.
 * The message itself goes on waiting for its own channel.
 *
 * @returns How many went another way.
 */
export async function divertHeld(world: ActivityWorld, clientId: string): Promise<number> {
  const held = await heldForLong(world.db, clientId, world.deliveries().otherWayAfterSeconds, world.now());
  let diverted = 0;
  for (const row of held) if (await divert(world, row)) diverted += 1;
  return diverted;
}

async function divert(world: ActivityWorld, row: OutboxRow): Promise<boolean> {
  const { db, now } = world;
  const { client_id: clientId, alert_id: alertId } = row;
  if (alertId === null || row.message.kind !== "alert") return false;
  const { alert: message } = row.message;
  return db.transaction().execute(async (transaction) => {
    // A press, a step of the ladder and a run take turns with this.
    const alert = await lockAlert(transaction, { clientId, alertId });
    if (alert?.status !== "open" || alert.episode !== row.episode || !(await isStillHeld(transaction, row)))
      return false;
    const inner = { ...world, db: transaction };
    const { steps, nextStep } = alertStateOf(alert);
    const ladder = steps.slice(nextStep).flatMap(({ receivers }) => receivers);
    const found = await findWay(inner, row, ladder);
    if (found === null) return false;
    const { way, isTold } = found;
    const closure = closureOf(await closuresOf(transaction, clientId), row);
    const why = whyHeld(row, closure?.reason ?? null, world.client(clientId).receivers, way);
    const at = now();
    if (!isTold) {
      await enqueue(
        transaction,
        [
          {
            clientId,
            alertId,
            episode: row.episode,
            revision: row.revision,
            channel: way.channel,
            act: traitsOf(way.channel).canEdit ? "open" : "mail",
            receiver: way.receiver.id,
            address: addressOn(way.channel, way.place),
            message: { kind: "alert", alert: { ...message, insteadOf: why } },
            because: `it could not be told by ${row.channel}: ${why.reason}`,
            divertedFrom: row.delivery_key,
          },
        ],
        at,
      );
    }
    await markDiverted(transaction, row, at);
    return true;
  });
}

/** @param closed - Why its channel is closed; null when that is open and this one message is not taken. */
function whyHeld(row: OutboxRow, closed: string | null, receivers: readonly Receiver[], way: Way): InsteadOf {
  const meant = receivers.find(({ id }) => id === row.receiver);
  return {
    receiver: way.receiver.id === row.receiver ? null : (meant?.name ?? row.receiver),
    channel: row.channel,
    since: (row.waiting_since ?? row.created_at).toISOString(),
    reason: closed ?? row.because ?? "it does not answer",
  };
}

/** The first way that is open; `isTold` when it has said this already, or is about to. */
async function findWay(
  world: ActivityWorld,
  row: OutboxRow,
  ladder: readonly string[],
): Promise<{ readonly way: Way; readonly isTold: boolean } | null> {
  const { receivers } = world.client(row.client_id);
  const closures = await closuresOf(world.db, row.client_id);
  const isSetUp = (channel: ChannelId) => (world[channel]?.() ?? null) !== null;
  const candidates = [
    ...receivers.filter(({ id }) => id === row.receiver),
    ...ladder.flatMap((id) => receivers.filter((receiver) => receiver.id === id)),
    ...world.operators(row.client_id),
  ];
  for (const receiver of candidates) {
    for (const { channel, place } of waysTo(receiver)) {
      const isOwn = receiver.id === row.receiver && channel === row.channel;
      if (isOwn || !isSetUp(channel)) continue;
      if (closureOf(closures, { channel, address: addressOn(channel, place) }) !== undefined) continue;
      const conversation = await conversationOf(world.db, {
        client_id: row.client_id,
        alert_id: row.alert_id,
        episode: row.episode,
        receiver: receiver.id,
        channel,
      });
      const own = conversation.filter(({ revision }) => (revision ?? 0) >= (row.revision ?? 0));
      if (own.some(({ state }) => state === "failed")) continue;
      return {
        way: { receiver, channel, place },
        isTold: own.some(({ state }) => ["sent", "pending", "sending"].includes(state)),
      };
    }
  }
  return null;
}
