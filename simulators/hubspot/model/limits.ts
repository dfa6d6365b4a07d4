import type { RecordType } from "./record-types.ts";
import { tiers } from "./tier.ts";
import type { Subscriptions } from "./tier.ts";

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
  /** The same for single record types, which HubSpot indexes apart. */
  readonly indexLagMsOf: Readonly<Partial<Record<RecordType, number>>>;
  /** How long a new property needs until it can be read. */
  readonly propertyLagMs: number;
  /** Pages hold no more than this, so that few records make many pages; null: as much as was asked for. */
  readonly pageSizeAtMost: number | null;
  /** Associations name the other record by a number, or by a text as the specification has it. */
  readonly associatedIdsAs: "number" | "text";
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
  indexLagMsOf: {},
  propertyLagMs: 0,
  pageSizeAtMost: null,
  associatedIdsAs: "number",
};

/** What a portal starts with: one professional hub is enough for the higher burst. */
export function limitsFor(subscriptions: Subscriptions): Limits {
  const best = Math.max(...Object.values(subscriptions).map((tier) => tiers.indexOf(tier)));
  if (best < tiers.indexOf("professional"))
    return { ...professionalLimits, generalPer10s: 100, associationsPer10s: 100, daily: 250_000 };
  return best === tiers.indexOf("enterprise") ? { ...professionalLimits, daily: 1_000_000 } : professionalLimits;
}
