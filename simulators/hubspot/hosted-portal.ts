import { RateLimiter } from "./api/rate-limit.ts";
import { FaultMenu } from "./faults/fault-menu.ts";
import type { Journal } from "./model/journal.ts";
import { Portal } from "./model/portal.ts";

/** A portal with what stands between it and its callers. */
export interface HostedPortal {
  readonly portal: Portal;
  readonly limiter: RateLimiter;
  readonly faults: FaultMenu;
  /** Whether HubSpot closed the account, so that its apps are told of an unknown hub. */
  isGone: boolean;
}

export function hostPortal(journal: Journal, now: () => number): HostedPortal {
  return { portal: new Portal(journal, now), limiter: new RateLimiter(now), faults: new FaultMenu(), isGone: false };
}
