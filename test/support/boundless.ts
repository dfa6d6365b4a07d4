import { createOwnLedger, type Ledger } from "../../connectors/hubspot/ledger.ts";

const requests = 1_000_000;

/** A portal's limits where they are not what is tested: a second's wait for a place would be nothing but a wait. */
export const boundless = { generalPer10s: requests, searchPerSecond: requests, associationsPer10s: requests } as const;

/** Lets everything through at once but what HubSpot has asked to wait for. */
export function boundlessLedger(): Ledger {
  const ledger = createOwnLedger();
  return { lease: (asked) => ledger.lease({ ...asked, allowance: { ...asked.allowance, requests } }) };
}
