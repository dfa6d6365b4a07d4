import type { AdminRequest } from "../../admin-router.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import { limitsFor } from "../model/limits.ts";
import type { Limits } from "../model/limits.ts";
import { defaultDealPipeline } from "../model/pipeline.ts";
import type { RecordType } from "../model/record-types.ts";
import { recordTypes } from "../model/record-types.ts";
import { setUpSource } from "../model/source.ts";
import type { PortalDetails } from "../model/write.ts";
import type { PortalRegistry } from "../portal-registry.ts";
import { isGenerated } from "../scale/layout.ts";
import { readClock } from "./clock.ts";
import { LimitsInput, PortalChange, PortalInput } from "./inputs.ts";

/** Opens a portal. A portal that exists is left as it is, so that a restarted demo can repeat its set-up. */
export function openPortal(portals: PortalRegistry, body: unknown): unknown {
  const { limits, dealPipelines = [defaultDealPipeline], ...details } = PortalInput.parse(body);
  const existing = portals.get(details.portalId);
  if (existing) return summarise(existing);
  const hosted = portals.open(details.portalId);
  hosted.portal.write({ what: "portal-opened", details: { ...details, dealPipelines } }, setUpSource);
  hosted.portal.limits = limitsFor(hosted.portal.subscriptions);
  changeLimits(hosted, limits ?? {});
  return summarise(hosted);
}

/**
 * What an administrator, or HubSpot's sales, changes about a portal. A limit that was set by hand goes back to its
 * plan's.
 */
export function changePortal(hosted: HostedPortal, { body }: AdminRequest): unknown {
  const changes = PortalChange.parse(body);
  hosted.portal.write({ what: "portal-changed", changes: changes as Partial<PortalDetails> }, setUpSource);
  if (changes.subscriptions) hosted.portal.limits = limitsFor(changes.subscriptions);
  return summarise(hosted);
}

export function setLimits(hosted: HostedPortal, { body }: AdminRequest): unknown {
  changeLimits(hosted, LimitsInput.parse(body));
  return hosted.portal.limits;
}

/** A portal at a glance, as of its clock. */
export function summarise(hosted: HostedPortal): unknown {
  const { portal } = hosted;
  const { portalId, name, timeZone, currency, uiDomain } = portal.details;
  return {
    portalId,
    name,
    timeZone,
    currency,
    uiDomain,
    clock: readClock(hosted),
    tokens: [...portal.tokens.values()].map(({ grant, isRevoked, scopes }) => ({
      name: grant.name,
      kind: grant.kind,
      isRevoked,
      scopes,
    })),
    records: Object.fromEntries(recordTypes.map((type) => [type, countOf(hosted, type)])),
  };
}

function countOf({ portal, generated }: HostedPortal, type: RecordType): number {
  return generated && isGenerated(type) ? generated.records.count(type) : portal.records(type).size;
}

function changeLimits(
  { portal }: HostedPortal,
  changes: Readonly<{ [Name in keyof Limits]?: Limits[Name] | undefined }>,
): void {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  portal.limits = { ...portal.limits, ...given };
}
