import type { HostedPortal } from "../hosted-portal.ts";
import { crmUi, setUpSource } from "../model/source.ts";
import { hashToken } from "../model/token.ts";
import type { PortalRegistry } from "../portal-registry.ts";
import { liveYear } from "./live-year.ts";
import type { LivedYear, YearScenario } from "./live-year.ts";

/**
 * Opens a portal and lives its scenario through. Its records are ordinary ones: they can be read as of any instant and
 * written. It lives in memory and is the same for the same seed.
 */
export function openLived(
  portals: PortalRegistry,
  { token, ...scenario }: YearScenario & { readonly token: string },
): { readonly hosted: HostedPortal; readonly lived: LivedYear } {
  const hosted = portals.openInMemory(scenario.portalId);
  const { portal } = hosted;
  const lived = liveYear(scenario);
  portal.write({ what: "portal-opened", details: { ...lived.portal, accountType: "STANDARD" } }, setUpSource);
  portal.write(
    { what: "token-granted", grant: { name: "revwatch", hash: hashToken(token), kind: "private", scopes: "all" } },
    setUpSource,
  );
  for (const writes of lived.writes) portal.liveThrough(writes, crmUi);
  hosted.authored = { labels: lived.labels(), nearMisses: lived.nearMisses() };
  return { hosted, lived };
}
