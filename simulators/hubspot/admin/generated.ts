import type { AdminRequest } from "../../admin-router.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import type { PortalRegistry } from "../portal-registry.ts";
import { expectedChecksum } from "../scale/expected-checksum.ts";
import { generatedTypes } from "../scale/layout.ts";
import type { GeneratedType } from "../scale/layout.ts";
import { openGenerated } from "../scale/open-generated.ts";
import { ChangedInput, GeneratedInput } from "./inputs.ts";
import { summarise } from "./portals.ts";

/** Opens a portal whose records are computed. */
export function openGeneratedPortal(portals: PortalRegistry, body: unknown): unknown {
  return summarise(openGenerated(portals, GeneratedInput.parse(body)));
}

/** What whoever reads all records of a type, with these properties, must come to. */
export function checksumOf({ portal, generated }: HostedPortal, { query }: AdminRequest): unknown {
  if (!generated) throw new Error("Only a generated portal knows the checksum of its records.");
  const type = query.get("type") ?? "contacts";
  if (!(generatedTypes as readonly string[]).includes(type))
    throw new Error(`Records of type ${type} are not generated.`);
  const wanted = (query.get("properties") ?? "").split(",").filter((name) => name !== "");
  return { checksum: expectedChecksum(portal, generated.records, type as GeneratedType, wanted) };
}

/** Marks records of a generated portal as edited. */
export function changeGenerated({ portal, generated }: HostedPortal, { body }: AdminRequest): unknown {
  if (!generated)
    throw new Error("Only a generated portal can be changed so. Write to this one through HubSpot's own API.");
  const { type, count, at, spreadMs } = ChangedInput.parse(body);
  generated.records.changed(type, count, at === undefined ? portal.instant() : Date.parse(at), spreadMs);
  return { type, count };
}
