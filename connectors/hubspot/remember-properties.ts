import type { HubSpotPortal } from "./portal.ts";

/**
 * A portal's property list changes by hand, seldom; asking for it in every run of a fast cadence would cost most of its
 * requests.
 */
const goodForMs = 5 * 60_000;

/** The same portal, whose property names are remembered for a while. A failed answer is not remembered. */
export function rememberProperties(portal: HubSpotPortal, now: () => number = Date.now): HubSpotPortal {
  const known = new Map<string, { readonly names: ReadonlyMap<string, string>; readonly until: number }>();
  return {
    ...portal,
    async propertyNames(objectType) {
      const remembered = known.get(objectType);
      if (remembered !== undefined && remembered.until > now()) return remembered.names;
      const names = await portal.propertyNames(objectType);
      known.set(objectType, { names, until: now() + goodForMs });
      return names;
    },
  };
}
