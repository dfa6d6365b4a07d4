import { randomUUID } from "node:crypto";
import { sql, type Kysely, type Transaction } from "kysely";
import { decideLease, lateMs, lessHeadroom, type Allowance } from "../domain/allowance.ts";
import { longestWaitMs } from "../domain/wait-after.ts";
import type { Database } from "./database.ts";

/** What a worker asks for; its twin in the connector says what each field means. */
export interface LeaseAsked {
  readonly bucket: string;
  readonly wanted: number;
  readonly lifeMs: number;
  readonly allowance: Allowance;
  readonly ended: { readonly sliceId: string; readonly sent: number; readonly idleMs: number } | null;
  readonly pauseMs: number;
  readonly daily: { readonly limit: number; readonly remaining: number } | null;
  readonly headroomPercent: number;
}

/** No slice lives for longer. */
const longestSliceMs = 60_000;

/** A day's count that nobody has corrected for so long may be yesterday's: a single request finds out. */
const dailyGoodForMs = 10 * 60_000;

/**
 * Leases a slice of a portal's allowance. One transaction, by the database's own clock, so that the clocks of the
 * workers do not matter; workers of one portal take turns.
 */
export async function leaseAllowance(db: Kysely<Database>, clientId: string, asked: LeaseAsked) {
  return db.transaction().execute(async (transaction) => {
    const { now, pausedMs } = await lockBucket(transaction, clientId, asked);
    if (asked.ended !== null) await endSlice(transaction, clientId, asked.ended, now);
    const sliceId = randomUUID();
    const isDaySpent = await spendDay(transaction, clientId, asked, now);
    if (isDaySpent || pausedMs > 0 || asked.wanted === 0)
      return { sliceId, granted: 0, waitMs: Math.max(0, pausedMs), isDaySpent };

    const passed = new Date(now.getTime() - asked.allowance.windowMs - lateMs);
    await transaction
      .deleteFrom("allowance_slice")
      .where("client_id", "=", clientId)
      .where("bucket", "=", asked.bucket)
      // What lies further ahead than any slice was written before the clock was set back.
      .where((eb) => eb.or([eb("until", "<", passed), eb("until", ">", new Date(now.getTime() + longestSliceMs))]))
      .execute();
    const slices = await transaction
      .selectFrom("allowance_slice")
      .select(["until", "requests"])
      .where("client_id", "=", clientId)
      .where("bucket", "=", asked.bucket)
      .execute();
    const { granted, waitMs } = decideLease(slices, asked.allowance, asked.wanted, now);
    if (granted > 0) {
      const until = new Date(now.getTime() + asked.lifeMs);
      await transaction
        .insertInto("allowance_slice")
        .values({ client_id: clientId, bucket: asked.bucket, slice_id: sliceId, until, requests: granted })
        .execute();
    }
    return { sliceId, granted, waitMs, isDaySpent: false };
  });
}

/** Takes the bucket for this transaction and keeps a pause that HubSpot has asked for. */
async function lockBucket(
  transaction: Transaction<Database>,
  clientId: string,
  { bucket, pauseMs }: LeaseAsked,
): Promise<{ readonly now: Date; readonly pausedMs: number }> {
  await transaction
    .insertInto("allowance")
    .values({ client_id: clientId, bucket })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await transaction
    .selectFrom("allowance")
    .select("paused_until")
    .where("client_id", "=", clientId)
    .where("bucket", "=", bucket)
    .forUpdate()
    .executeTakeFirstOrThrow();
  // After the lock: the wait for it is time that has passed.
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(transaction);
  const now = new Date(rows[0]!.now);
  if (pauseMs > 0) {
    const pausedUntil = new Date(now.getTime() + pauseMs);
    await transaction
      .updateTable("allowance")
      .set({ paused_until: pausedUntil })
      .where("client_id", "=", clientId)
      .where("bucket", "=", bucket)
      .execute();
    return { now, pausedMs: pauseMs };
  }
  const leftMs = (row.paused_until?.getTime() ?? 0) - now.getTime();
  return { now, pausedMs: leftMs > longestWaitMs ? 0 : leftMs };
}

/** From now on a slice counts for what was sent of it, and from when the last was sent. */
async function endSlice(
  transaction: Transaction<Database>,
  clientId: string,
  { sliceId, sent, idleMs }: NonNullable<LeaseAsked["ended"]>,
  now: Date,
): Promise<void> {
  await transaction
    .updateTable("allowance_slice")
    .set({ requests: sent, until: new Date(now.getTime() - Math.max(0, idleMs)) })
    .where("client_id", "=", clientId)
    .where("slice_id", "=", sliceId)
    .execute();
}

/**
 * Counts the day down by what is asked for, and corrects it by what HubSpot said last.
 *
 * @returns True when only the headroom is left.
 */
async function spendDay(
  transaction: Transaction<Database>,
  clientId: string,
  { daily, wanted, headroomPercent }: LeaseAsked,
  now: Date,
): Promise<boolean> {
  if (daily !== null) {
    const values = { day_limit: daily.limit, day_remaining: daily.remaining, day_told_at: now };
    await transaction
      .insertInto("allowance")
      .values({ client_id: clientId, bucket: "daily", ...values })
      .onConflict((conflict) => conflict.columns(["client_id", "bucket"]).doUpdateSet(values))
      .execute();
  }
  const day = await transaction
    .selectFrom("allowance")
    .select(["day_limit", "day_remaining", "day_told_at"])
    .where("client_id", "=", clientId)
    .where("bucket", "=", "daily")
    .executeTakeFirst();
  if (!day?.day_told_at || day.day_limit === null || day.day_remaining === null) return false;
  if (Math.abs(now.getTime() - day.day_told_at.getTime()) > dailyGoodForMs) return false;
  const reserved = day.day_limit - lessHeadroom(day.day_limit, headroomPercent);
  if (wanted > 0 && day.day_remaining <= reserved) return true;
  await transaction
    .updateTable("allowance")
    .set({ day_remaining: day.day_remaining - wanted })
    .where("client_id", "=", clientId)
    .where("bucket", "=", "daily")
    .execute();
  return false;
}
