import type { Pipeline } from "../model/pipeline.ts";
import type { Portal } from "../model/portal.ts";
import { isEngagement } from "../model/record-types.ts";
import type { RecordType } from "../model/record-types.ts";
import { companyProperties } from "./companies.ts";
import { contactProperties } from "./contacts.ts";
import { dealProperties } from "./deals.ts";
import type { PropertyDefinition } from "./define.ts";
import { engagementProperties } from "./engagements.ts";

export type PropertyCatalogue = ReadonlyMap<string, PropertyDefinition>;

const byPipelines = new WeakMap<readonly Pipeline[], Map<RecordType, PropertyCatalogue>>();

/** The properties that a portal has for a record type, by name. */
export function propertyCatalogue(portal: Portal, type: RecordType): PropertyCatalogue {
  const pipelines = portal.details.dealPipelines;
  const catalogues = byPipelines.get(pipelines) ?? new Map<RecordType, PropertyCatalogue>();
  byPipelines.set(pipelines, catalogues);
  const catalogue =
    catalogues.get(type) ?? new Map(definitions(type, pipelines).map((definition) => [definition.name, definition]));
  catalogues.set(type, catalogue);
  return catalogue;
}

function definitions(type: RecordType, pipelines: readonly Pipeline[]): readonly PropertyDefinition[] {
  if (isEngagement(type)) return engagementProperties(type);
  if (type === "contacts") return contactProperties;
  return type === "companies" ? companyProperties : dealProperties(pipelines);
}
