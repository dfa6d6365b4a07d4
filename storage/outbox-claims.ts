import type { ChannelId } from "../domain/alerting/channels.ts";
import { sql, type Kysely } from "kysely";
import { longestWaitMs } from "../domain/wait-after.ts";
import { closuresOf, closureOf } from "./channel-states.ts";
import type { Database } from "./database.ts";
import { noteHeard } from "./hear-notices.ts";
import { renewUnsent } from "./renew-unsent.ts";
import type { OutboxRow } from "./outbox.ts";

/** As long as one attempt may take. After that its end is unknown. */
const leaseMs = 30_000;

/** Each conversation's oldest message that is not settled: only that one may be tried, so that nothing is overtaken. */
function headsOf(db: Kysely<Database>, clientId: string) {
  return db
    .selectFrom("outbox")
    .where("client_id", "=", clientId)
    .where("state", "in", ["pending", "sending"])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("outbox as earlier")
            .select("earlier.seq")
            .where("earlier.client_id", "=", clientId)
            .where("earlier.state", "in", ["pending", "sending"])
            .whereRef("earlier.alert_id", "=", "outbox.alert_id")
            .whereRef("earlier.receiver", "=", "outbox.receiver")
            .whereRef("earlier.channel", "=", "outbox.channel")
            .whereRef("earlier.seq", "<", "outbox.seq"),
        ),
      ),
    );
}

/** The clock of another worker may be off by so much, and its waits hold all the same. */
const otherClockMs = 5 * 60_000;

/** A wait is over when its instant has come, or lies further ahead than any wait does: then the clock was set back. */
function isOver(column: "not_before" | "lease_until", now: Date, longestMs: number) {
  const latest = new Date(now.getTime() + longestMs + otherClockMs);
  return sql<boolean>`(${sql.ref(column)} is null or ${sql.ref(column)} <= ${now} or ${sql.ref(column)} > ${latest})`;
}

/** The same for an instant that was read; 0 when it is over. */
function waitUntil(instant: Date | null, now: Date, longestMs: number): number {
  const ms = instant?.getTime() ?? 0;
  return ms > now.getTime() + longestMs + otherClockMs ? 0 : ms;
}

/** Whether its channel, and its place in it, may be tried at this instant. */
function mayBeTried(now: Date) {
  return sql<boolean>`not exists (
    select from channel_state
    where channel_state.client_id = outbox.client_id and channel_state.channel = outbox.channel
      and channel_state.place in ('', outbox.address ->> outbox.channel)
      and channel_state.not_before > ${now} and channel_state.not_before <= ${new Date(now.getTime() + longestWaitMs + otherClockMs)}
  )`;
}

export interface Claim {
  readonly row: OutboxRow;
  /** An earlier attempt ended without a word, so the channel has to look first. */
  readonly isUncertain: boolean;
  /** Its channel's messages are being gathered into a digest: it is only looked for, and not sent by itself. */
  readonly isGathered: boolean;
}

/**
 * Takes the client's next message. The messages of one alert to one receiver on one channel go out in order: a later
 * one waits for an earlier one that may still be tried again. Others do not wait for it. A channel that takes nothing
 * is left alone until it may be tried again, and then by one message.
 *
 * @param gathering - Channels whose messages are being gathered: there, only what may have arrived is taken.
 * @returns Null when nothing is due.
 */
export async function claimNext(
  db: Kysely<Database>,
  clientId: string,
  now: Date,
  gathering: readonly ChannelId[] = [],
): Promise<Claim | null> {
  return db.transaction().execute(async (transaction) => {
    const row = await headsOf(transaction, clientId)
      .selectAll()
      .where(isOver("not_before", now, longestWaitMs))
      .where(isOver("lease_until", now, leaseMs))
      .where(mayBeTried(now))
      .where((eb) =>
        gathering.length === 0
          ? eb.lit(true)
          : eb.or([eb("state", "=", "sending"), eb("channel", "not in", gathering)]),
      )
      // One that the channel chokes on does not keep the others waiting.
      .orderBy("attempt")
      .orderBy("seq")
      .limit(1)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) return null;
    const isUncertain = row.state === "sending";
    const triedAt = isUncertain && row.tried_at !== null ? row.tried_at : now;
    const claimed = { ...row, attempt: row.attempt + 1, tried_at: triedAt };
    await transaction
      .updateTable("outbox")
      .set({
        state: "sending",
        attempt: claimed.attempt,
        tried_at: triedAt,
        lease_until: new Date(now.getTime() + leaseMs),
      })
      .where("seq", "=", row.seq)
      .execute();
    return { row: claimed, isUncertain, isGathered: isUncertain && gathering.includes(row.channel) };
  });
}

export async function confirmSent(
  db: Kysely<Database>,
  row: OutboxRow,
  externalId: string | null,
  at: Date,
): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ state: "sent", sent_at: at, external_id: externalId, lease_until: null })
    .where("seq", "=", row.seq)
    .execute();
  await noteHeard(db, row, at);
}

/**
 * The attempt certainly reached nobody. What has come after it takes its place, so that only the newest is said, and
 * nothing that is over by now.
 *
 * @param notBefore - Until then this message is not tried; null when its channel alone says when.
 */
export async function release(
  db: Kysely<Database>,
  row: OutboxRow,
  because: string,
  notBefore: Date | null,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable("outbox")
      .set({ state: "pending", lease_until: null, tried_at: null, not_before: notBefore, because })
      .where("seq", "=", row.seq)
      .execute();
    await renewUnsent(transaction, row);
  });
}

/** Nobody can say whether the attempt arrived: the next one looks first. */
export async function leaveUncertain(
  db: Kysely<Database>,
  row: OutboxRow,
  notBefore: Date,
  because: string,
): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ lease_until: null, not_before: notBefore, because })
    .where("seq", "=", row.seq)
    .execute();
}

export async function giveUp(db: Kysely<Database>, row: OutboxRow, because: string): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ state: "failed", lease_until: null, because })
    .where("seq", "=", row.seq)
    .execute();
}

/** It has not to be said any more. */
export async function dropUnsaid(db: Kysely<Database>, row: OutboxRow, because: string): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ state: "superseded", lease_until: null, because })
    .where("seq", "=", row.seq)
    .execute();
}

/** What it edits or answers is gone, so it begins a conversation of its own. */
export async function beginAnew(db: Kysely<Database>, row: OutboxRow, because: string): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ state: "pending", act: "open", lease_until: null, tried_at: null, not_before: null, because })
    .where("seq", "=", row.seq)
    .execute();
}

/** What it was to edit is not edited, so it answers below it. */
export async function answerBelow(db: Kysely<Database>, row: OutboxRow): Promise<OutboxRow> {
  await db.updateTable("outbox").set({ act: "reply" }).where("seq", "=", row.seq).execute();
  return { ...row, act: "reply" };
}

/** Clients that have something to send, with the instant from which it may be tried. */
export async function waitingDeliveries(
  db: Kysely<Database>,
): Promise<readonly { readonly clientId: string; readonly dueAt: Date | null }[]> {
  const rows = await db
    .selectFrom("outbox")
    .select(["client_id", ({ fn }) => fn.min("not_before").as("due_at")])
    .where("state", "in", ["pending", "sending"])
    .groupBy("client_id")
    .execute();
  return rows.map(({ client_id, due_at }) => ({ clientId: client_id, dueAt: due_at }));
}

/** When this client's next message may be tried; null when there is none. An instant in the past means now. */
export async function nextDueAt(db: Kysely<Database>, clientId: string, now: Date): Promise<Date | null> {
  const due = await dueHeads(db, clientId, now);
  return due.length === 0 ? null : new Date(Math.min(...due.map(({ dueMs }) => dueMs)));
}

/** Every message that is next in its conversation, with the instant from which it may be tried. */
async function dueHeads(db: Kysely<Database>, clientId: string, now: Date) {
  const rows = await headsOf(db, clientId)
    .select(["not_before", "lease_until", "channel", "address", "waiting_since", "created_at"])
    .execute();
  if (rows.length === 0) return [];
  const closures = await closuresOf(db, clientId);
  return rows.map((row) => {
    const until = closures
      .filter((closure) => closureOf([closure], row) !== undefined)
      .map(({ not_before }) => waitUntil(not_before, now, longestWaitMs));
    const own = [waitUntil(row.not_before, now, longestWaitMs), waitUntil(row.lease_until, now, leaseMs)];
    const dueMs = Math.max(now.getTime(), ...own, ...until);
    return { dueMs, since: row.waiting_since ?? row.created_at };
  });
}

/**
 * The message that has been due for longest and that nobody tries: a sender that works leaves none for more than
 * seconds.
 */
export async function oldestOverdue(
  db: Kysely<Database>,
  now: Date,
  clientId?: string,
): Promise<{ readonly clientId: string; readonly since: Date } | null> {
  const clients = clientId === undefined ? await waitingDeliveries(db) : [{ clientId }];
  const overdue: { clientId: string; since: Date }[] = [];
  for (const client of clients)
    for (const { dueMs, since } of await dueHeads(db, client.clientId, now))
      if (dueMs <= now.getTime()) overdue.push({ clientId: client.clientId, since });
  return overdue.sort((a, b) => a.since.getTime() - b.since.getTime())[0] ?? null;
}
