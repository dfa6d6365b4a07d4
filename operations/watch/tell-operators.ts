import type { Receiver } from "../../config/config.ts";
import type { Operators } from "../../config/watch-receivers.ts";
import { sayWhy, type DeliveryOutcome } from "../../connectors/delivery-outcome.ts";
import type { EmailChannel } from "../../connectors/email/channel.ts";
import type { SlackChannel } from "../../connectors/slack/channel.ts";
import type { AlarmDelivery, AlarmRecord } from "../../domain/watch/alarm.ts";
import { composeNotice, type WatchNotice } from "../../domain/watch/notice.ts";
import { renderWatchEmail } from "../../reports/watch/email.ts";
import { renderWatchForSlack } from "../../reports/watch/slack.ts";

/** The ways out to operators, straight to Slack and the mail server: nothing of it rests on Temporal. */
export interface Teller {
  readonly slack: () => Pick<SlackChannel, "post" | "find"> | null;
  readonly email: () => Pick<EmailChannel, "send"> | null;
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
 * Tells the operators one thing: by Slack, else by e-mail; by both where audits or alerts stopped for everybody. Those
 * who were reached before are left alone, and an end goes to those who heard the beginning.
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
 * Whom a telling reached whose process died before it could say so. Slack is asked; an e-mail may have arrived, and who
 * hears of an end too much is better off than who waits for one.
 */
export async function findTold(teller: Teller, record: AlarmRecord): Promise<readonly AlarmDelivery[]> {
  const deliveries: AlarmDelivery[] = [];
  const isDelivered = true;
  for (const receiver of teller.operators()(record.clientId || null)) {
    const about = { act: "told", receiver: receiver.id, at: teller.now(), reason: null } as const;
    const isInSlack =
      receiver.slack !== null && (await findInSlack(teller, receiver.slack, [keyOf(record, "told", receiver)], record));
    if (isInSlack) deliveries.push({ ...about, channel: "slack", isDelivered });
    else if (receiver.email !== null && teller.email() !== null)
      deliveries.push({ ...about, channel: "email", isDelivered });
  }
  return deliveries;
}

async function findInSlack(
  { slack }: Teller,
  to: string,
  keys: readonly string[],
  { seenAt, goneAt }: AlarmRecord,
  act: WatchNotice["act"] = "told",
): Promise<DeliveryOutcome | null> {
  const since = act === "ended" ? (goneAt ?? seenAt) : seenAt;
  for (const deliveryKey of keys) {
    const found = await slack()?.find({ to, deliveryKey, thread: null, since });
    if (found?.ended === "sent") return found;
  }
  return null;
}

function hasHeard({ deliveries }: AlarmRecord, receiver: string, act: WatchNotice["act"]): boolean {
  return deliveries.some((delivery) => delivery.act === act && delivery.receiver === receiver && delivery.isDelivered);
}

async function reach(teller: Teller, attempt: Attempt): Promise<readonly AlarmDelivery[]> {
  const { receiver, notice } = attempt;
  const bySlack =
    receiver.slack === null ? null : () => byChannel(teller, attempt, "slack", () => postSlack(teller, attempt));
  const byEmail =
    receiver.email === null ? null : () => byChannel(teller, attempt, "email", () => sendEmail(teller, attempt));
  if (notice.severity === "critical")
    return (await Promise.all([bySlack?.(), byEmail?.()])).filter((one) => one !== undefined);

  const first = await (bySlack ?? byEmail)?.();
  if (first === undefined) return [];
  if (first.isDelivered || bySlack === null || byEmail === null) return [first];
  return [first, await byEmail()];
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

async function postSlack(
  teller: Teller,
  { receiver, act, notice, records, deliveryKey }: Attempt,
): Promise<DeliveryOutcome> {
  const channel = teller.slack();
  if (channel === null) throw new Error("revwatch.yaml has no slack: section");
  const to = receiver.slack!;
  // The answer to an earlier attempt may have been lost on its way back, or whoever waited for it has died.
  if (records.some(({ attempts }) => attempts > 1)) {
    const keys = records.map((record) => keyOf(record, act, receiver));
    const found = await findInSlack(teller, to, keys, records[0]!, act);
    if (found !== null) return found;
  }
  return channel.post({ to, body: renderWatchForSlack(notice), deliveryKey, thread: null });
}

async function sendEmail({ email }: Teller, { receiver, notice, deliveryKey }: Attempt): Promise<DeliveryOutcome> {
  const channel = email();
  if (channel === null) throw new Error("revwatch.yaml has no email: section");
  return channel.send(receiver.email!, renderWatchEmail(notice), deliveryKey);
}
