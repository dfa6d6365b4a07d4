import { decideLease, type Allowance, type Slice } from "../../domain/allowance.ts";

/** HubSpot counts these apart. */
export type Bucket = "general" | "search" | "associations";

/** The portal's whole day, all of its tools together, as the last answer's headers told it. */
export interface DailyCount {
  readonly limit: number;
  readonly remaining: number;
}

/** What a worker did with the slice that it held before. */
export interface EndedSlice {
  readonly sliceId: string;
  readonly sent: number;
  /** Milliseconds since the last one was sent. */
  readonly idleMs: number;
}

export interface LeaseRequest {
  readonly bucket: Bucket;
  /** 0 only gives back. */
  readonly wanted: number;
  /** Milliseconds for which the slice will be used. */
  readonly lifeMs: number;
  readonly allowance: Allowance;
  readonly ended: EndedSlice | null;
  /** Milliseconds for which HubSpot has asked for a pause of this bucket. */
  readonly pauseMs: number;
  readonly daily: DailyCount | null;
  /** Requests of the day that are kept free for the client's other tools, in percent. */
  readonly headroomPercent: number;
}

export interface Lease {
  readonly sliceId: string;
  readonly granted: number;
  /** When nothing was granted: how long until asking again makes sense. */
  readonly waitMs: number;
  /** True when the portal's day is used up, but for the headroom. */
  readonly isDaySpent: boolean;
}

/** Who may send how much to one portal. The database keeps it for all workers; `createOwnLedger` for a lone process. */
export interface Ledger {
  lease(request: LeaseRequest): Promise<Lease>;
}

/** A ledger for a process that is the only one, such as a command without a database. It knows no days. */
export function createOwnLedger(now: () => number = Date.now): Ledger {
  const slices = new Map<Bucket, Map<string, Slice>>();
  const pausedUntil = new Map<Bucket, number>();
  let number = 0;
  return {
    lease({ bucket, wanted, lifeMs, allowance, ended, pauseMs }) {
      const known = slices.get(bucket) ?? new Map<string, Slice>();
      slices.set(bucket, known);
      if (ended !== null) known.set(ended.sliceId, { until: new Date(now() - ended.idleMs), requests: ended.sent });
      for (const [id, slice] of known) if (slice.until.getTime() + allowance.windowMs * 2 < now()) known.delete(id);
      if (pauseMs > 0) pausedUntil.set(bucket, now() + pauseMs);
      const pausedMs = (pausedUntil.get(bucket) ?? 0) - now();
      const sliceId = String((number += 1));
      if (pausedMs > 0) return Promise.resolve({ sliceId, granted: 0, waitMs: pausedMs, isDaySpent: false });
      const { granted, waitMs } = decideLease([...known.values()], allowance, wanted, new Date(now()));
      if (granted > 0) known.set(sliceId, { until: new Date(now() + lifeMs), requests: granted });
      return Promise.resolve({ sliceId, granted, waitMs, isDaySpent: false });
    },
  };
}
