import type { Receiver } from "../../config/config.ts";
import type { Operators } from "../../config/watch-receivers.ts";
import { sayWhy, type DeliveryOutcome } from "../../connectors/delivery-outcome.ts";
import { waysTo, type Way } from "../../domain/alerting/channels.ts";
import type { AlarmDelivery, AlarmRecord } from "../../domain/watch/alarm.ts";
import { composeNotice, type WatchNotice } from "../../domain/watch/notice.ts";
import { openWay, type TellerChannels } from "./tell-by-channel.ts";

/** The ways out to operators, straight to the channels: nothing of it rests on Temporal. */
export interface Teller extends TellerChannels {
  readonly operators: () => Operators;
  /** The dashboard's address; null where people cannot reach one. */
  readonly url: () => string | null;
  readonly now: () => Date;
}

export interface Told {
  readonly deliveries: readonly AlarmDelivery[];
  /** How many there are to reach. */
  readonly receivers: number;
}

interface Attempt {
  readonly receiver: Receiver;
  readonly act: WatchNotice["act"];
  readonly notice: WatchNotice;
  readonly records: readonly AlarmRecord[];
  readonly deliveryKey: string;
}

/** Longer than any channel's own limit; a channel that ignores its limit must not hold the ring. */
const attemptMs = 25_000;

/**
 * Tells the operators one thing: by their first channel, else by the next; by all where audits or alerts stopped for
 * everybody. Those who were reached before are left alone, and an end goes to those who heard the beginning.
 *
 * @param records - Of one kind, about the same client or none.
 */
export async function tellOperators(
  teller: Teller,
  act: WatchNotice["act"],
  records: readonly AlarmRecord[],
): Promise<Told> {
  const first = records[0]!;
  const meant = teller.operators()(first.clientId || null);
  const receivers =
    act === "told" ? meant : meant.filter(({ id }) => records.some((record) => hasHeard(record, id, "told")));
  const notice = composeNotice(act, records, teller.url());
  const attempts = receivers
    .filter(({ id }) => !records.every((record) => hasHeard(record, id, act)))
    .map((receiver): Attempt => ({ receiver, act, notice, records, deliveryKey: keyOf(first, act, receiver) }));
  const tried = await Promise.all(attempts.map((attempt) => reach(teller, attempt)));
  return { deliveries: tried.flat(), receivers: receivers.length };
}

/**
 * Each ring counts its own episodes, so they cannot name a message: two e-mails of one id would be one to a mail
 * server.
 */
function keyOf({ clientId, kind, subject, seenAt }: AlarmRecord, act: WatchNotice["act"], receiver: Receiver): string {
  return ["watch", clientId || "all", kind, subject, seenAt.getTime(), act, receiver.id].join("/");
}

/**
 * Whom a telling reached whose process died before it could say so. A channel that can look is asked; on another one it
 * may have arrived, and who hears of an end too much is better off than who waits for one.
 */
export async function findTold(teller: Teller, record: AlarmRecord): Promise<readonly AlarmDelivery[]> {
  const deliveries: AlarmDelivery[] = [];
  for (const receiver of teller.operators()(record.clientId || null)) {
    for (const way of waysTo(receiver)) {
      const open = openWay(teller, way.channel);
      if (open === null) continue;
      const keys = [keyOf(record, "told", receiver)];
      if (open.find !== null && (await findOn(teller, way, keys, record)) === null) continue;
      const about = { act: "told", receiver: receiver.id, at: teller.now(), reason: null } as const;
      deliveries.push({ ...about, channel: way.channel, isDelivered: true });
      break;
    }
  }
  return deliveries;
}

async function findOn(
  teller: Teller,
  { channel, place }: Way,
  keys: readonly string[],
  { seenAt, goneAt }: AlarmRecord,
  act: WatchNotice["act"] = "told",
): Promise<DeliveryOutcome | null> {
  const since = act === "ended" ? (goneAt ?? seenAt) : seenAt;
  for (const deliveryKey of keys) {
    const found = await openWay(teller, channel)?.find?.(place, deliveryKey, since);
    if (found?.ended === "sent") return found;
  }
  return null;
}

function hasHeard({ deliveries }: AlarmRecord, receiver: string, act: WatchNotice["act"]): boolean {
  return deliveries.some((delivery) => delivery.act === act && delivery.receiver === receiver && delivery.isDelivered);
}

async function reach(teller: Teller, attempt: Attempt): Promise<readonly AlarmDelivery[]> {
  const ways = waysTo(attempt.receiver);
  if (attempt.notice.severity === "critical")
    return Promise.all(ways.map((way) => byChannel(teller, attempt, way.channel, () => send(teller, attempt, way))));
  const tried: AlarmDelivery[] = [];
  for (const way of ways) {
    tried.push(await byChannel(teller, attempt, way.channel, () => send(teller, attempt, way)));
    if (tried.at(-1)!.isDelivered) break;
  }
  return tried;
}

async function byChannel(
  { now }: Teller,
  { act, receiver }: Attempt,
  channel: AlarmDelivery["channel"],
  send: () => Promise<DeliveryOutcome>,
): Promise<AlarmDelivery> {
  const about = { act, receiver: receiver.id, channel, at: now() } as const;
  try {
    const outcome = await withinLimit(send());
    if (outcome.ended === "sent") return { ...about, isDelivered: true, reason: null };
    return { ...about, isDelivered: false, reason: sayWhy(outcome) };
  } catch (error) {
    return { ...about, isDelivered: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function withinLimit(work: Promise<DeliveryOutcome>): Promise<DeliveryOutcome> {
  const { promise: late, resolve } = Promise.withResolvers<DeliveryOutcome>();
  const timer = setTimeout(resolve, attemptMs, { ended: "uncertain", reason: "no answer in time", retryAfterMs: 0 });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

async function send(
  teller: Teller,
  { receiver, act, notice, records, deliveryKey }: Attempt,
  way: Way,
): Promise<DeliveryOutcome> {
  const open = openWay(teller, way.channel);
  if (open === null) throw new Error(`revwatch.yaml has no ${way.channel}: section`);
  // The answer to an earlier attempt may have been lost on its way back, or whoever waited for it has died.
  if (records.some(({ attempts }) => attempts > 1)) {
    const keys = records.map((record) => keyOf(record, act, receiver));
    const found = await findOn(teller, way, keys, records[0]!, act);
    if (found !== null) return found;
  }
  return open.send(way.place, notice, deliveryKey, teller.now());
}
