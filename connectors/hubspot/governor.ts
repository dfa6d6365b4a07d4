import { setTimeout as wait } from "node:timers/promises";
import { HubSpotRateLimited } from "./errors.ts";
import type { Bucket, DailyCount, Ledger } from "./ledger.ts";
import { allowanceOf, smallestGeneralLimit } from "./limits.ts";

export type { Bucket };

/**
 * Paces the requests of one portal. All workers' governors of a portal share one ledger, so together they keep its
 * limits.
 */
export interface Governor {
  /**
   * Waits for a place.
   *
   * @throws {HubSpotRateLimited} With the policy "DAILY", when the portal's day is used up but for the headroom.
   */
  take(bucket: Bucket, asked: string): Promise<void>;
  /** Learns from an answer's headers what the portal has left for all of its tools together. */
  learn(bucket: Bucket, headers: Headers): void;
  /** HubSpot asked for a pause of this bucket. */
  pause(bucket: Bucket, ms: number): void;
}

export interface GovernorOptions {
  readonly ledger: Ledger;
  /**
   * The share of every limit that is left to the client's other tools. Read for each slice, so that a change holds at
   * once.
   */
  readonly headroomPercent: () => number;
  readonly now?: () => number;
  readonly sleep?: (ms: number) => Promise<void>;
}

/** For how long a slice is held. Longer means fewer round trips, and more that lies idle when the work ends. */
const sliceLifeMs = 500;
/** One worker takes at most this share of an allowance at once, so that another one finds something. */
const largestShare = 0.1;
const daySpentWaitMs = 10 * 60_000;

interface HeldSlice {
  readonly sliceId: string;
  readonly expiresAt: number;
  readonly granted: number;
  sent: number;
  lastSentAt: number;
}

interface BucketLease {
  slice: HeldSlice | null;
  waiting: number;
  pauseMs: number;
  leasing: Promise<void> | null;
}

/** Spends slices of the portal's allowance from memory, and leases the next one when a slice is spent or too old. */
export function createGovernor({
  ledger,
  headroomPercent,
  now = Date.now,
  sleep = async (ms) => wait(ms),
}: GovernorOptions): Governor {
  let generalLimit = smallestGeneralLimit;
  let generalWindowMs = 10_000;
  let daily: DailyCount | null = null;
  const leases = new Map<Bucket, BucketLease>();

  const leaseOf = (bucket: Bucket): BucketLease => {
    const lease = leases.get(bucket) ?? { slice: null, waiting: 0, pauseMs: 0, leasing: null };
    leases.set(bucket, lease);
    return lease;
  };

  async function leaseNext(bucket: Bucket, lease: BucketLease, asked: string): Promise<void> {
    const { slice } = lease;
    const { pauseMs } = lease;
    const allowance = allowanceOf(bucket, generalLimit, generalWindowMs, headroomPercent());
    const wanted = Math.max(
      1,
      Math.min(Math.max(lease.waiting, probableNeed(slice)), Math.ceil(allowance.requests * largestShare)),
    );
    lease.slice = null;
    lease.pauseMs = 0;
    const askedAt = now();
    const granted = await ledger.lease({
      bucket,
      wanted,
      lifeMs: sliceLifeMs,
      allowance,
      ended: slice === null ? null : { sliceId: slice.sliceId, sent: slice.sent, idleMs: askedAt - slice.lastSentAt },
      pauseMs,
      daily,
      headroomPercent: headroomPercent(),
    });
    daily = null;
    if (granted.isDaySpent) throw new HubSpotRateLimited(asked, "DAILY", daySpentWaitMs);
    if (granted.granted > 0) {
      const { sliceId, granted: requests } = granted;
      lease.slice = { sliceId, granted: requests, expiresAt: askedAt + sliceLifeMs, sent: 0, lastSentAt: askedAt };
    } else {
      await sleep(granted.waitMs);
    }
  }

  return {
    async take(bucket, asked) {
      const lease = leaseOf(bucket);
      lease.waiting += 1;
      try {
        for (;;) {
          const { slice } = lease;
          if (slice !== null && lease.pauseMs === 0 && slice.sent < slice.granted && now() < slice.expiresAt) {
            slice.sent += 1;
            slice.lastSentAt = now();
            return;
          }
          // Whoever comes while a slice is being leased waits for that one.
          lease.leasing ??= leaseNext(bucket, lease, asked).finally(() => (lease.leasing = null));
          await lease.leasing;
        }
      } finally {
        lease.waiting -= 1;
      }
    },

    learn(bucket, headers) {
      if (bucket !== "general") return;
      const max = positive(headers, "x-hubspot-ratelimit-max");
      const dailyLimit = positive(headers, "x-hubspot-ratelimit-daily");
      const dailyRemaining = count(headers, "x-hubspot-ratelimit-daily-remaining");
      if (dailyLimit !== null && dailyRemaining !== null) daily = { limit: dailyLimit, remaining: dailyRemaining };
      if (max === null) return;
      generalLimit = max;
      generalWindowMs = positive(headers, "x-hubspot-ratelimit-interval-milliseconds") ?? generalWindowMs;
      const remaining = count(headers, "x-hubspot-ratelimit-remaining");
      // Somebody else spends what was meant to stay free: step back for a tenth of the window.
      if (remaining !== null && remaining < Math.floor((max * headroomPercent()) / 100))
        leaseOf("general").pauseMs = generalWindowMs / 10;
    },

    pause(bucket, ms) {
      const lease = leaseOf(bucket);
      lease.pauseMs = Math.max(lease.pauseMs, ms);
    },
  };
}

/** A slice that was spent before its time was too small; one that grew too old was as large as needed. */
function probableNeed(slice: HeldSlice | null): number {
  if (slice === null) return 0;
  return slice.sent === slice.granted ? slice.sent * 2 : slice.sent;
}

function positive(headers: Headers, name: string): number | null {
  const value = count(headers, name);
  return value !== null && value > 0 ? value : null;
}

function count(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
