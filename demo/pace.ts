import type { PortalAdmin } from "../simulators/client.ts";
import type { UpPlan } from "../workers/up.ts";

/** As of a portal with HubSpot's add-on for more calls. */
export const usualLimits = { generalPer10s: 250, searchPerSecond: 5, associationsPer10s: 200 };
/** More than anybody can ask in the time that a replay takes. */
const noLimits = { generalPer10s: 1_000_000, searchPerSecond: 1_000_000, associationsPer10s: 1_000_000 };

/**
 * Audits of the past lie a day apart, so no limit that HubSpot counts by the second holds them up. The replay has seconds
 * for them: while a client's past is audited its portal takes what it is asked, and nobody keeps a ledger of it. From
 * the present on both hold as they do at HubSpot.
 */
export function openPace() {
  const inThePast = new Set<string>();
  const ledgerOf: NonNullable<UpPlan["ledgerOf"]> = (clientId, kept) => ({
    async lease(asked) {
      if (!inThePast.has(clientId)) return kept.lease(asked);
      return { sliceId: "the past", granted: asked.wanted, waitMs: 0, isDaySpent: false };
    },
  });
  return {
    ledgerOf,
    /** Does something while a client's portal stands in the past. */
    async ofThePast(clientId: string, portal: PortalAdmin, work: () => Promise<void>): Promise<void> {
      await portal.setLimits(noLimits);
      inThePast.add(clientId);
      try {
        await work();
      } finally {
        inThePast.delete(clientId);
        await portal.setLimits(usualLimits);
      }
    },
  };
}

export type Pace = ReturnType<typeof openPace>;
