import { defaultDealPipeline } from "../model/pipeline.ts";
import { setUpSource } from "../model/source.ts";
import { hashToken } from "../model/token.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import type { PortalRegistry } from "../portal-registry.ts";
import { GeneratedPortal } from "./generated-portal.ts";
import { GeneratedRecords } from "./generated-records.ts";
import { usualContactsPer } from "./layout.ts";
import type { Layout } from "./layout.ts";
import { PageCache } from "./page-cache.ts";

export interface GeneratedPortalOptions {
  readonly portalId: number;
  readonly contacts: number;
  readonly seed: number;
  readonly token: string;
  readonly contactsPer?: Layout["contactsPer"];
  readonly pageCacheMegabytes?: number;
}

const owners = ["Ana Berger", "Ben Roth", "Chloé Martin", "Dario Conti", "Eva Lind"];

/** Opens a portal of any size. It lives in memory, is the same for the same seed, and its records cannot be written. */
export function openGenerated(
  portals: PortalRegistry,
  { portalId, contacts, seed, token, contactsPer = usualContactsPer, pageCacheMegabytes }: GeneratedPortalOptions,
): HostedPortal {
  const hosted = portals.openInMemory(portalId);
  const { portal } = hosted;
  portal.write(
    {
      what: "portal-opened",
      details: {
        portalId,
        name: `Generated portal ${portalId}`,
        timeZone: "Europe/Berlin",
        currency: "EUR",
        uiDomain: "app.hubspot.com",
        accountType: "STANDARD",
        dealPipelines: [defaultDealPipeline],
      },
    },
    setUpSource,
  );
  portal.write(
    { what: "token-granted", grant: { name: "revwatch", hash: hashToken(token), kind: "private", scopes: "all" } },
    setUpSource,
  );
  const ids = owners.map((name, index) => {
    const [firstName = "", lastName = ""] = name.split(" ");
    const id = String(700_000_001 + index);
    portal.write(
      { what: "owner-created", id, email: `owner${index + 1}@acme.example`, firstName, lastName },
      setUpSource,
    );
    return id;
  });
  const records = new GeneratedRecords({ seed, contacts, contactsPer, owners: ids });
  hosted.generated = new GeneratedPortal(records, new PageCache(pageCacheMegabytes));
  return hosted;
}
