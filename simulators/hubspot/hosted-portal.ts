import { RateLimiter } from "./api/rate-limit.ts";
import { FaultMenu } from "./faults/fault-menu.ts";
import type { Journal } from "./model/journal.ts";
import { Portal } from "./model/portal.ts";
import type { GeneratedPortal } from "./scale/generated-portal.ts";
import type { YearLabel } from "./scenario/year/label-book.ts";
import { WebhookSender } from "./webhooks/webhook-sender.ts";

/** A portal with what stands between it and its callers. */
export interface HostedPortal {
  readonly portal: Portal;
  readonly limiter: RateLimiter;
  readonly faults: FaultMenu;
  readonly webhooks: WebhookSender;
  /** Whether HubSpot closed the account, so that its apps are told of an unknown hub. */
  isGone: boolean;
  /** Records that are computed instead of kept; null for an ordinary portal. */
  generated: Pick<GeneratedPortal, "endpoint" | "records"> | null;
  /** What the author of the portal's life knows of it; null for a portal without one. */
  authored: { readonly labels: readonly YearLabel[]; readonly nearMisses: readonly YearLabel[] } | null;
}

export function hostPortal(journal: Journal, now: () => number): HostedPortal {
  const portal = new Portal(journal, now);
  const webhooks = new WebhookSender(now);
  portal.onWrite = (entries) => webhooks.tell(portal.details.portalId, entries);
  return {
    portal,
    limiter: new RateLimiter(now),
    faults: new FaultMenu(),
    webhooks,
    isGone: false,
    generated: null,
    authored: null,
  };
}
