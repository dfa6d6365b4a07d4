import type { Properties } from "../model/write.ts";

export interface ImportedContact {
  readonly email: string;
  readonly properties: Properties;
}

/** A contact as an import makes it: nobody has asked for anything. */
export function importedProperties(
  { email, properties }: ImportedContact,
  importId: string,
  fileName: string,
): Properties {
  return {
    email: email.toLowerCase(),
    lifecyclestage: "lead",
    hs_object_source: "IMPORT",
    hs_object_source_id: importId,
    hs_object_source_detail_1: fileName,
    hs_analytics_source: "OFFLINE",
    hs_analytics_source_data_1: "IMPORT",
    hs_analytics_source_data_2: importId,
    ...properties,
  };
}
