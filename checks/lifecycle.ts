import type { BusinessTime } from "../domain/business-time.ts";
import { graceEnds } from "./grace.ts";

/** HubSpot's own lifecycle stages by the names that its screens show. */
const defaultStages: ReadonlyMap<string, string> = new Map([
  ["subscriber", "Subscriber"],
  ["lead", "Lead"],
  ["marketingqualifiedlead", "Marketing Qualified Lead"],
  ["salesqualifiedlead", "Sales Qualified Lead"],
  ["opportunity", "Opportunity"],
  ["customer", "Customer"],
  ["evangelist", "Evangelist"],
  ["other", "Other"],
]);

/** The stage as people know it; one that a portal has made itself by its internal name. */
export function sayLifecycleStage(stage: string): string {
  return defaultStages.get(stage) ?? stage;
}

/** HubSpot's own lifecycle stages, by internal name. */
export const defaultLifecycleStages: readonly string[] = [...defaultStages.keys()];

interface Made {
  readonly createdAt: Date | null;
}

/**
 * The first instant at which neither the contact nor every one of these deals is new any more: until then whoever made
 * them may still be at it. Null where HubSpot does not say when they were made, or there is no deal.
 */
export function settledFrom(
  context: { readonly businessTime: BusinessTime; readonly params: { readonly graceDays: number } },
  contact: Made,
  deals: readonly Made[],
): Date | null {
  const ends = deals.map(({ createdAt }) => graceEnds(context, createdAt)?.getTime() ?? -Infinity);
  const latest = Math.max(graceEnds(context, contact.createdAt)?.getTime() ?? -Infinity, Math.min(...ends));
  return Number.isFinite(latest) ? new Date(latest) : null;
}

/** The oldest of some deals, by which people are told of all of them. */
export function oldestOf<Deal extends Made & { readonly id: string }>(deals: readonly Deal[]): Deal | undefined {
  const age = ({ createdAt }: Deal) => createdAt?.getTime() ?? 0;
  return deals.toSorted((a, b) => age(a) - age(b) || (a.id < b.id ? -1 : 1))[0];
}
