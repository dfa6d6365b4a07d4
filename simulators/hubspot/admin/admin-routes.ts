import type { AdminRequest, AdminRoutes } from "../../admin-router.ts";
import { NotFound } from "../../admin-router.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import type { PortalRegistry } from "../portal-registry.ts";
import type { RequestLog } from "../request-log.ts";
import { deleteDocument, saveDocument } from "./documents.ts";
import { faultRoutes } from "./faults.ts";
import { changeGenerated, checksumOf, openGeneratedPortal } from "./generated.ts";
import { journalPage } from "./journal.ts";
import { importContacts, receiveLeadAd } from "./arrivals.ts";
import { labelsOf, openLivedPortal } from "./lived.ts";
import { liveThrough, logEngagement, submitForm } from "./life.ts";
import { changeOwner, createOwner, listOwners } from "./owners.ts";
import { installApp, uninstallApp } from "./oauth-apps.ts";
import { changePortal, openPortal, setLimits, summarise } from "./portals.ts";
import { readClock, setClock } from "./clock.ts";
import { changeToken, grantToken } from "./tokens.ts";
import { readWebhooks, switchWebhooksOn } from "./webhooks.ts";

/** All that can be set and asked beside HubSpot's own API. */
export function adminRoutes(portals: PortalRegistry, requests: RequestLog): AdminRoutes {
  /** Runs an act on the portal that the path names. */
  const on = (act: (hosted: HostedPortal, request: AdminRequest) => unknown) => (request: AdminRequest) => {
    const hosted = portals.get(Number(request.params["id"]));
    if (!hosted) throw new NotFound(`There is no portal ${request.params["id"]}. POST /_simulator/portals opens one.`);
    return act(hosted, request);
  };
  const portalInQuery = ({ query }: AdminRequest) => (query.has("portalId") ? Number(query.get("portalId")) : null);

  return {
    "GET /_simulator/memory": () => ({ rssBytes: process.memoryUsage.rss() }),
    "GET /_simulator/portals": () => ({ portals: [...portals.all()].map(summarise) }),
    "POST /_simulator/portals": ({ body }) => openPortal(portals, body),
    "POST /_simulator/generated-portals": ({ body }) => openGeneratedPortal(portals, body),
    "POST /_simulator/lived-portals": ({ body }) => openLivedPortal(portals, body),
    "GET /_simulator/portals/:id/labels": on(labelsOf),
    "POST /_simulator/portals/:id/changed": on(changeGenerated),
    "GET /_simulator/portals/:id/checksum": on(checksumOf),
    "GET /_simulator/portals/:id": on(summarise),
    "PATCH /_simulator/portals/:id": on(changePortal),
    "POST /_simulator/portals/:id/close": on((hosted) => void (hosted.isGone = true)),
    "PUT /_simulator/portals/:id/limits": on(setLimits),
    "PUT /_simulator/portals/:id/documents/:kind/:documentId": on(saveDocument),
    "DELETE /_simulator/portals/:id/documents/:kind/:documentId": on(deleteDocument),
    "POST /_simulator/portals/:id/oauth-apps": on(installApp),
    "DELETE /_simulator/portals/:id/oauth-apps/:clientId": on(uninstallApp),
    "POST /_simulator/portals/:id/tokens": on(grantToken),
    "PATCH /_simulator/portals/:id/tokens/:name": on(changeToken),
    "GET /_simulator/portals/:id/owners": on(listOwners),
    "POST /_simulator/portals/:id/owners": on(createOwner),
    "POST /_simulator/portals/:id/owners/:ownerId/deactivate": on((hosted, { params }) =>
      changeOwner(hosted, params, "owner-deactivated"),
    ),
    "POST /_simulator/portals/:id/owners/:ownerId/reactivate": on((hosted, { params }) =>
      changeOwner(hosted, params, "owner-reactivated"),
    ),
    "GET /_simulator/portals/:id/webhooks": on(readWebhooks),
    "PUT /_simulator/portals/:id/webhooks": on(switchWebhooksOn),
    "DELETE /_simulator/portals/:id/webhooks": on(({ webhooks }) => webhooks.switchOff()),
    "GET /_simulator/portals/:id/clock": on(readClock),
    "PUT /_simulator/portals/:id/clock": on(setClock),
    "POST /_simulator/portals/:id/live-through": on(liveThrough),
    "POST /_simulator/portals/:id/form-submissions": on(submitForm),
    "POST /_simulator/portals/:id/engagements": on(logEngagement),
    "POST /_simulator/portals/:id/imports": on(importContacts),
    "POST /_simulator/portals/:id/lead-ads": on(receiveLeadAd),
    "GET /_simulator/portals/:id/journal": on(journalPage),
    ...faultRoutes(on),
    "GET /_simulator/requests": (request) => ({ requests: requests.of(portalInQuery(request)) }),
    "GET /_simulator/requests/peaks": (request) => ({ peaks: requests.peaks(portalInQuery(request)) }),
    "GET /_simulator/requests/counts": (request) => ({ counts: requests.counts(portalInQuery(request)) }),
    "DELETE /_simulator/requests": (request) => requests.clear(portalInQuery(request)),
  };
}
