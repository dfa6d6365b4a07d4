import type { BusinessTime } from "../domain/business-time.ts";
import type { CheckContext, CheckDescription } from "./description.ts";
import type { JudgedSubject } from "./kinds/kind.ts";

/** A run asks this of each of a million records: one context for each team. */
const known = new WeakMap<object, Map<BusinessTime, object>>();

/**
 * The context in which a check judges a subject: what waits for its owner counts in the hours of the owner's team.
 *
 * @returns Null where HubSpot has not said to which team the owner belongs.
 */
export function inHoursOfOwner<Context extends CheckContext<never>>(
  { hours }: Pick<CheckDescription, "hours">,
  { ownerId }: Pick<JudgedSubject, "ownerId">,
  context: Context,
): Context | null {
  if (hours !== "owner" || context.hoursOf === undefined) return context;
  const businessTime = context.hoursOf(ownerId);
  if (businessTime === null || businessTime === context.businessTime) return businessTime && context;
  let byTeam = known.get(context);
  if (byTeam === undefined) known.set(context, (byTeam = new Map()));
  let own = byTeam.get(businessTime);
  if (own === undefined) byTeam.set(businessTime, (own = { ...context, businessTime }));
  return own as Context;
}
