import { setTimeout as wait } from "node:timers/promises";

/** HubSpot counts these apart. */
export type Bucket = "general" | "search" | "associations";

/** Paces the requests of one portal in this process. */
export interface Governor {
  /** Waits for a place. */
  take(bucket: Bucket): Promise<void>;
  /** Learns from an answer's headers what the portal has left for all of its tools together. */
  learn(headers: Headers): void;
}

/** Search and association answers carry no rate-limit headers, so these two are paced by their documented limits. */
const perSecond: Readonly<Record<Exclude<Bucket, "general">, number>> = { search: 4, associations: 10 };
/** A tenth of the allowance is left to the client's other tools. */
const headroomShare = 0.1;

export function createGovernor(
  now: () => number = Date.now,
  sleep: (ms: number) => Promise<void> = async (ms) => wait(ms),
): Governor {
  let resumeAt = 0;
  const recent: Record<Exclude<Bucket, "general">, number[]> = { search: [], associations: [] };

  return {
    async take(bucket) {
      if (bucket === "general") {
        while (resumeAt > now()) await sleep(resumeAt - now());
        return;
      }
      for (;;) {
        const taken = recent[bucket].filter((at) => at > now() - 1000);
        recent[bucket] = taken;
        if (taken.length < perSecond[bucket]) {
          taken.push(now());
          return;
        }
        await sleep(taken[0]! + 1000 - now());
      }
    },

    learn(headers) {
      const max = Number(headers.get("x-hubspot-ratelimit-max"));
      const remaining = headers.get("x-hubspot-ratelimit-remaining");
      if (remaining === null || !(max > 0) || Number(remaining) > max * headroomShare) return;
      const intervalMs = Number(headers.get("x-hubspot-ratelimit-interval-milliseconds")) || 10_000;
      // The window rolls: after a tenth of it about a tenth of the allowance is free again.
      resumeAt = Math.max(resumeAt, now() + intervalMs * headroomShare);
    },
  };
}
