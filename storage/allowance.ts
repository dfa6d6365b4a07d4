import { randomUUID } from "node:crypto";
import { sql, type Kysely, type Transaction } from "kysely";
import { decideLease, lateMs, lessHeadroom, type Allowance, type Slice } from "../domain/allowance.ts";
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
 * workers do not matter; workers of one portal take turns. Every few requests begin with one, so it is three
 * statements.
 */
export async function leaseAllowance(db: Kysely<Database>, clientId: string, asked: LeaseAsked) {
  return db.transaction().execute(async (transaction) => {
    const { now, pausedMs } = await lockBucket(transaction, clientId, asked);
    const { slices, day } = await settleBucket(transaction, clientId, asked, now);
    const sliceId = randomUUID();
    const isDaySpent = isSpent(day, asked, now);
    if (isDaySpent || pausedMs > 0 || asked.wanted === 0)
      return { sliceId, granted: 0, waitMs: Math.max(0, pausedMs), isDaySpent };

    const { granted, waitMs } = decideLease(slices, asked.allowance, asked.wanted, now);
    if (granted > 0) {
      const until = new Date(now.getTime() + asked.lifeMs);
      await sql`
        with counted as (
          update allowance set day_remaining = day_remaining - ${granted}
          where client_id = ${clientId} and bucket = 'daily' and day_remaining is not null
        )
        insert into allowance_slice (client_id, bucket, slice_id, until, requests)
        values (${clientId}, ${asked.bucket}, ${sliceId}, ${until}, ${granted})`.execute(transaction);
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
  const pausedUntil = sql`clock_timestamp() + make_interval(secs => ${pauseMs / 1000})`;
  // What is returned is read after the lock: the wait for it is time that has passed.
  const { rows } = await sql<{ paused_until: Date | null; now: Date }>`
    insert into allowance (client_id, bucket, paused_until)
    values (${clientId}, ${bucket}, ${pauseMs > 0 ? pausedUntil : null})
    on conflict (client_id, bucket)
    do update set paused_until = ${pauseMs > 0 ? pausedUntil : sql`allowance.paused_until`}
    returning paused_until, clock_timestamp() as now`.execute(transaction);
  const { paused_until, now } = rows[0]!;
  if (pauseMs > 0) return { now, pausedMs: pauseMs };
  const leftMs = (paused_until?.getTime() ?? 0) - now.getTime();
  return { now, pausedMs: leftMs > longestWaitMs ? 0 : leftMs };
}

/** The portal's day, as an answer told it. */
interface Day {
  readonly limit: number;
  readonly remaining: number;
  readonly toldAt: Date;
}

/**
 * Ends the worker's last slice, which from now on counts for what was sent of it and from when the last was sent;
 * drops what has passed; keeps what HubSpot said of the day. Answers with what holds then.
 */
async function settleBucket(
  transaction: Transaction<Database>,
  clientId: string,
  { bucket, ended, daily, allowance }: LeaseAsked,
  now: Date,
): Promise<{ readonly slices: readonly Slice[]; readonly day: Day | null }> {
  const endedId = ended?.sliceId ?? null;
  const endedUntil = new Date(now.getTime() - Math.max(0, ended?.idleMs ?? 0));
  const passed = new Date(now.getTime() - allowance.windowMs - lateMs);
  // What lies further ahead than any slice was written before the clock was set back.
  const ahead = new Date(now.getTime() + longestSliceMs);
  const { rows } = await sql<{ slices: [string, number, number][]; day: [number, number, number] | null }>`
    with ended as (
      update allowance_slice set requests = ${ended?.sent ?? 0}, until = ${endedUntil}
      where client_id = ${clientId} and slice_id = ${endedId}
    ), dropped as (
      delete from allowance_slice
      where client_id = ${clientId} and bucket = ${bucket} and slice_id is distinct from ${endedId}
        and (until < ${passed} or until > ${ahead})
    ), told as (
      insert into allowance (client_id, bucket, day_limit, day_remaining, day_told_at)
      select ${clientId}, 'daily', ${daily?.limit ?? null}::integer, ${daily?.remaining ?? null}::integer, ${now}::timestamptz
      where ${daily !== null}::boolean
      on conflict (client_id, bucket) do update set day_limit = excluded.day_limit,
        day_remaining = excluded.day_remaining, day_told_at = excluded.day_told_at
    )
    select
      (select coalesce(jsonb_agg(jsonb_build_array(slice_id, extract(epoch from until) * 1000, requests)), '[]')
       from allowance_slice where client_id = ${clientId} and bucket = ${bucket}) as slices,
      (select jsonb_build_array(day_limit, day_remaining, extract(epoch from day_told_at) * 1000)
       from allowance where client_id = ${clientId} and bucket = 'daily' and day_told_at is not null) as day`.execute(
    transaction,
  );
  const { slices, day } = rows[0]!;
  return {
    // The statement reads what was there before it.
    slices: slices
      .map(([id, until, requests]) =>
        id === endedId ? { until: endedUntil, requests: ended!.sent } : { until: new Date(until), requests },
      )
      .filter(({ until }) => until >= passed && until <= ahead),
    day:
      daily !== null
        ? { ...daily, toldAt: now }
        : day && { limit: day[0], remaining: day[1], toldAt: new Date(day[2]) },
  };
}

/** True when only the headroom of the day is left. */
function isSpent(day: Day | null, { wanted, headroomPercent }: LeaseAsked, now: Date): boolean {
  if (day === null || wanted === 0) return false;
  if (Math.abs(now.getTime() - day.toldAt.getTime()) > dailyGoodForMs) return false;
  return day.remaining <= day.limit - lessHeadroom(day.limit, headroomPercent);
}
