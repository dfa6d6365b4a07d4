import type { ItemType } from "../../domain/inventory/inventory.ts";
import { pairOfScan, sayPair, type AssociationScan } from "../../domain/mirror/associations.ts";
import type { ScanSubject } from "../../domain/mirror/scan.ts";
import { HubSpotBadRequest, HubSpotError, HubSpotForbidden } from "./errors.ts";
import type { Gateway } from "./gateway.ts";
import { engagementTypes } from "./parse-touch.ts";
import { descriptorOf, forEachType } from "./types/index.ts";
import { get, one, type Probe } from "./probe.ts";
import { inventoryKinds } from "./inventory/index.ts";
import { propertyProbe } from "./inventory/property.ts";
import { associationsPath, listPath } from "./versions.ts";

/** Something that checks rest on and that a portal may or may not let us read. */
export type Need = ScanSubject;

/** What a portal answers where checks need to read. */
export interface Capability {
  /** Such as "contacts" or "pipelines of deals". */
  readonly endpoint: string;
  readonly state: "ok" | "missing-scope" | "tier" | "absent" | "unreachable";
  /** The scopes of which one is missing, or what HubSpot made of the question; null when all is well. */
  readonly detail: string | null;
}

export interface CapabilityReads {
  /** Asks each endpoint behind these needs for as little as it gives, once. Never throws a {@link HubSpotError}. */
  probeCapabilities(needs: readonly Need[]): Promise<readonly Capability[]>;
}

const records = (objectType: string) => get(objectType, listPath(objectType), one);

const associations = (endpoint: string, from: string, to: string): Probe => ({
  endpoint,
  method: "POST",
  path: associationsPath(from, to),
  // Nobody has the number 1: the answer is empty, and that it comes is all that is asked.
  body: { inputs: [{ id: "1" }] },
});

const ownProbes: Readonly<Record<Exclude<Need, ItemType | AssociationScan>, readonly Probe[]>> = {
  ...forEachType(({ objectType }) => [records(objectType), propertyProbe(objectType)]),
  // Hands are read from the contacts' own history.
  hand: [],
  touch: [...Object.keys(engagementTypes).map(records), associations("associations", "contacts", "calls")],
};

function probesOf(need: Need): readonly Probe[] {
  const pair = pairOfScan(need);
  if (pair !== null) {
    const [from, to] = [descriptorOf(pair.from).objectType, descriptorOf(pair.to).objectType];
    return [associations(sayPair(pair), from, to)];
  }
  if (need in inventoryKinds) return inventoryKinds[need as ItemType].probes;
  return ownProbes[need as Exclude<Need, ItemType | AssociationScan>];
}

/** The endpoints behind some needs, by the names under which a portal's answers are kept. */
export function endpointsOf(needs: readonly Need[]): readonly string[] {
  return [...new Set(needs.flatMap((need) => probesOf(need).map(({ endpoint }) => endpoint)))];
}

export function readCapabilities(gateway: Gateway): CapabilityReads {
  return {
    async probeCapabilities(needs) {
      const probes = new Map(needs.flatMap(probesOf).map((probe) => [probe.endpoint, probe]));
      return Promise.all([...probes.values()].map(async (probe) => answerOf(gateway, probe)));
    },
  };
}

async function answerOf(
  gateway: Gateway,
  { endpoint, method, path, query, body, mayBeMissing }: Probe,
): Promise<Capability> {
  try {
    await gateway.request(method, path, query, body);
    return { endpoint, state: "ok", detail: null };
  } catch (error) {
    if (!(error instanceof HubSpotError)) throw error;
    const isMissing = error instanceof HubSpotBadRequest && error.status === 404;
    if (isMissing && mayBeMissing === true) return { endpoint, state: "ok", detail: null };
    if (error instanceof HubSpotForbidden && error.scopes.length > 0)
      return { endpoint, state: "missing-scope", detail: error.scopes.join(", ") };
    if (error instanceof HubSpotForbidden) return { endpoint, state: "tier", detail: error.message };
    return { endpoint, state: error instanceof HubSpotBadRequest ? "absent" : "unreachable", detail: error.message };
  }
}
