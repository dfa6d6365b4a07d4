import type { HostedPortal } from "../hosted-portal.ts";
import { crmUi, setUpSource } from "../model/source.ts";
import { hashToken } from "../model/token.ts";
import type { PortalRegistry } from "../portal-registry.ts";
import { GeneratedPortal } from "../scale/generated-portal.ts";
import { GeneratedRecords } from "../scale/generated-records.ts";
import { usualContactsPer } from "../scale/layout.ts";
import type { Layout } from "../scale/layout.ts";
import { PageCache } from "../scale/page-cache.ts";
import { Crowd } from "./crowd/crowd.ts";
import { firstOwnerId } from "./first-id.ts";
import { liveYear } from "./live-year.ts";
import type { LivedYear, YearScenario } from "./live-year.ts";

export interface LivedPortalOptions extends YearScenario {
  readonly token: string;
  /** Old customers beside the lived contacts, who are computed and with whom nothing is amiss; none when left out. */
  readonly crowd?: number;
  /** How many of the crowd share one record of another type. */
  readonly contactsPer?: Layout["contactsPer"];
}

/**
 * Opens a portal and lives its scenario through. Its records are ordinary ones: they can be read as of any instant and
 * written. It lives in memory and is the same for the same seed.
 */
export function openLived(
  portals: PortalRegistry,
  { token, crowd = 0, contactsPer = usualContactsPer, ...scenario }: LivedPortalOptions,
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
  if (crowd > 0) {
    const owners = [String(firstOwnerId(scenario.portalId))];
    const records = new GeneratedRecords({ seed: scenario.seed, contacts: crowd, contactsPer, owners });
    const closedStage = lived.portal.dealPipelines[0]!.stages.find(({ isClosed }) => isClosed)!.id;
    hosted.generated = new Crowd(new GeneratedPortal(records, new PageCache()), closedStage);
  }
  hosted.authored = { labels: lived.labels(), nearMisses: lived.nearMisses() };
  return { hosted, lived };
}
