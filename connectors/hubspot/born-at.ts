import type { RawRecord } from "./record-pages.ts";

/** When a record was made, which HubSpot spells in two ways; null where the answer does not say. */
export function bornAt({ properties }: Pick<RawRecord, "properties">): Date | null {
  const at = new Date(properties["createdate"] ?? properties["hs_createdate"] ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? null : at;
}
