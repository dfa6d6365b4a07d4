import type { Pipeline } from "../model/pipeline.ts";
import type { Portal } from "../model/portal.ts";
import { isEngagement } from "../model/record-types.ts";
import type { RecordType } from "../model/record-types.ts";
import { allows } from "../model/tier.ts";
import type { TierRule } from "../model/tier.ts";
import { companyProperties } from "./companies.ts";
import { contactProperties } from "./contacts.ts";
import { dealProperties } from "./deals.ts";
import type { PropertyDefinition } from "./define.ts";
import { engagementProperties } from "./engagements.ts";
import { leadProperties } from "./leads.ts";
import { userProperties } from "./users.ts";

export type PropertyCatalogue = ReadonlyMap<string, PropertyDefinition>;

/** Below Professional HubSpot keeps no times of a deal in its stages. */
const stageTimes: TierRule = { hubs: ["marketing", "sales", "service"], tier: "professional" };

interface Built {
  readonly hasStageTimes: boolean;
  readonly pipelines: readonly Pipeline[];
  readonly added: readonly PropertyDefinition[];
  readonly catalogue: PropertyCatalogue;
}

const builtFor = new WeakMap<Portal, Map<RecordType, Built>>();

/**
 * The properties that a portal has for a record type, by name, as of an instant. A new one needs a moment to appear.
 */
export function propertyCatalogue(portal: Portal, type: RecordType, at: number): PropertyCatalogue {
  const pipelines = portal.pipelines(type, at);
  const hasStageTimes = allows(portal.subscriptions, stageTimes);
  const added = portal.addedProperties(type, at - portal.limits.propertyLagMs);
  const built = builtFor.get(portal) ?? new Map<RecordType, Built>();
  builtFor.set(portal, built);
  const before = built.get(type);
  // The lists stay the same as long as nothing changes, and nearly every call asks for the same ones.
  if (before?.pipelines === pipelines && before.added === added && before.hasStageTimes === hasStageTimes)
    return before.catalogue;
  const catalogue = new Map(
    [...definitions(type, pipelines, hasStageTimes), ...added].map((definition) => [definition.name, definition]),
  );
  built.set(type, { hasStageTimes, pipelines, added, catalogue });
  return catalogue;
}

function definitions(
  type: RecordType,
  pipelines: readonly Pipeline[],
  hasStageTimes: boolean,
): readonly PropertyDefinition[] {
  if (isEngagement(type)) return engagementProperties(type);
  switch (type) {
    case "contacts":
      return contactProperties;
    case "companies":
      return companyProperties;
    case "leads":
      return leadProperties(pipelines);
    case "users":
      return userProperties;
    default:
      return dealProperties(pipelines, hasStageTimes);
  }
}
