/** What a portal pays for, which decides what its API answers. */

export const tiers = ["free", "starter", "professional", "enterprise"] as const;
export type Tier = (typeof tiers)[number];

export const hubs = ["marketing", "sales", "service"] as const;
export type Hub = (typeof hubs)[number];

export type Subscriptions = Readonly<Record<Hub, Tier>>;

export const professionalHubs: Subscriptions = {
  marketing: "professional",
  sales: "professional",
  service: "professional",
};

/** A feature needs one of these hubs, at this tier or above. */
export interface TierRule {
  readonly hubs: readonly Hub[];
  readonly tier: Tier;
}

export function allows(subscriptions: Subscriptions, rule: TierRule): boolean {
  return rule.hubs.some((hub) => tiers.indexOf(subscriptions[hub]) >= tiers.indexOf(rule.tier));
}
