import { traitsOf } from "../model/record-types.ts";
import type { PropertyCatalogue } from "../properties/catalogue.ts";
import type { GeneratedRecords } from "./generated-records.ts";
import { generatedValue } from "./generated-values.ts";
import { idOf } from "./layout.ts";
import type { GeneratedType } from "./layout.ts";

export interface GeneratedRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
}

/** A record as the API shows it, made for this one answer. */
export function renderGenerated(
  records: GeneratedRecords,
  type: GeneratedType,
  index: number,
  wanted: readonly string[],
  catalogue: PropertyCatalogue,
): GeneratedRecord {
  const { defaultProperties, modifiedProperty } = traitsOf[type];
  const created = catalogue.has("createdate") ? "createdate" : "hs_createdate";
  const properties: Record<string, string | null> = {};
  for (const name of wanted.length > 0 ? ["hs_object_id", modifiedProperty, created, ...wanted] : defaultProperties)
    if (catalogue.has(name)) properties[name] = generatedValue(records, type, index, name);
  return {
    id: idOf(type, index),
    properties,
    createdAt: new Date(records.createdAt(type, index)).toISOString(),
    updatedAt: new Date(records.modifiedAt(type, index)).toISOString(),
    archived: false,
  };
}
