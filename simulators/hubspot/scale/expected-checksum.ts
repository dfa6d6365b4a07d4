import { propertyCatalogue } from "../properties/catalogue.ts";
import type { Portal } from "../model/portal.ts";
import { RecordChecksum } from "./checksum.ts";
import type { GeneratedRecords } from "./generated-records.ts";
import type { GeneratedType } from "./layout.ts";
import { renderGenerated } from "./render-generated.ts";

/** What a reader of all records of a type must come to who asked for these properties and misses none. */
export function expectedChecksum(
  portal: Portal,
  records: GeneratedRecords,
  type: GeneratedType,
  wanted: readonly string[],
): string {
  const catalogue = propertyCatalogue(portal, type, portal.instant());
  const checksum = new RecordChecksum();
  for (let index = 0; index < records.count(type); index++)
    checksum.add(renderGenerated(records, type, index, wanted, catalogue));
  return checksum.digest;
}
