/** What a portal allows, and how its refusals look. */
export interface Limits {
  readonly generalPer10s: number;
  readonly searchPerSecond: number;
  readonly associationsPer10s: number;
  readonly daily: number;
  /** Whether the search refusal has the `category` of 2021 or the `policyName` of 2026. */
  readonly searchVariant: "2021" | "2026";
  /** Seconds sent as `Retry-After` with a 429; null sends none, as HubSpot often does. */
  readonly retryAfter: number | null;
  /** How long a write needs to appear in search. */
  readonly indexLagMs: number;
}

/** A Professional portal without the add-on. */
export const professionalLimits: Limits = {
  generalPer10s: 190,
  searchPerSecond: 5,
  associationsPer10s: 150,
  daily: 625_000,
  searchVariant: "2026",
  retryAfter: null,
  indexLagMs: 0,
};
