import { readInstant, readText } from "./values.ts";

type Properties = Readonly<Record<string, string | null>>;

/** The properties by which the store finds contacts who may have asked for something. */
export const contactColumns = {
  convertedAt: "recent_conversion_date",
  madeAt: "createdate",
  madeBy: "hs_object_source",
  email: "email",
} as const;

/** What made a contact, in HubSpot's own word, and of an import its id. */
export interface MadeBy {
  readonly word: string;
  readonly batch: string | null;
}

/** What a contact of the mirror says of how it came, before it is a record. A value that cannot be read is null. */
export const emailOf = (properties: Properties) => readText(properties[contactColumns.email])?.toLowerCase() ?? null;
export const lifecycleStageOf = (properties: Properties) => readText(properties["lifecyclestage"]);
export const convertedAtOf = (properties: Properties) => instantOrNull(properties[contactColumns.convertedAt]);
export const madeAtOf = (properties: Properties) => instantOrNull(properties[contactColumns.madeAt]);

export function madeByOf(properties: Properties): MadeBy | null {
  const word = readText(properties[contactColumns.madeBy]);
  return word === null ? null : { word, batch: readText(properties["hs_object_source_id"]) };
}

function instantOrNull(value: string | null | undefined): Date | null {
  try {
    return readInstant(value);
  } catch {
    return null;
  }
}
