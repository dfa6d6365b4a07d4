import type { Portal } from "../model/portal.ts";
import { recordTypeOf } from "../model/record-types.ts";
import { allows } from "../model/tier.ts";
import type { Hub, TierRule } from "../model/tier.ts";
import { missingTier } from "./refusal.ts";

export const marketingPro: TierRule = { hubs: ["marketing"], tier: "professional" };
export const marketingEnterprise: TierRule = { hubs: ["marketing"], tier: "enterprise" };
export const anyPro: TierRule = { hubs: ["marketing", "sales", "service"], tier: "professional" };
export const anyEnterprise: TierRule = { hubs: ["marketing", "sales", "service"], tier: "enterprise" };
const salesPro: TierRule = { hubs: ["sales"], tier: "professional" };

/** Refuses what the portal does not pay for. */
export function requireTier(portal: Portal, rule: TierRule | null, params: Readonly<Record<string, string>>): void {
  const isAboutLeads = [params["type"], params["to"]].some((name) => recordTypeOf(name ?? "") === "leads");
  for (const needed of [rule, isAboutLeads ? salesPro : null]) {
    if (needed && !allows(portal.subscriptions, needed)) throw missingTier(portal.details.portalId, productsOf(needed));
  }
}

const productsOf = ({ hubs, tier }: TierRule): string[] => hubs.map((hub) => `${titles[hub]} ${tier}`);

const titles: Readonly<Record<Hub, string>> = {
  marketing: "Marketing Hub",
  sales: "Sales Hub",
  service: "Service Hub",
};
