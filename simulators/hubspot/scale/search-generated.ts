import { ok } from "../api/answer.ts";
import type { Answer } from "../api/answer.ts";
import { jsonBody, plain } from "../api/call.ts";
import type { Call } from "../api/call.ts";
import { badRequest } from "../api/refusal.ts";
import { filterGroupsOf } from "../api/search-filters.ts";
import { pageOf, refuseLongBody } from "../api/search.ts";
import { traitsOf } from "../model/record-types.ts";
import { propertyCatalogue } from "../properties/catalogue.ts";
import type { GeneratedRecords } from "./generated-records.ts";
import { generatedTypeIn } from "./generated-reads.ts";
import type { GeneratedType } from "./layout.ts";
import { renderGenerated } from "./render-generated.ts";
import type { SearchPositions } from "./search-positions.ts";
import { windowOf } from "./search-window.ts";

/** The ordinary search with its limits, for filters on the modification date and the id. */
export function searchGenerated(records: GeneratedRecords, positions: SearchPositions, call: Call): Answer {
  const type = generatedTypeIn(call);
  refuseLongBody(call);
  const body = jsonBody(call);
  const groups = filterGroupsOf(call, type, body);
  const { limit, offset } = pageOf(body);
  const windows = groups.length === 0 ? [windowOf(type, [])] : groups.map((filters) => windowOf(type, filters));
  const found = positions.find(type, windows, isByDate(type, body["sorts"]));
  const wanted = Array.isArray(body["properties"]) ? body["properties"].map(String) : [];
  const catalogue = propertyCatalogue(call.portal, type, call.at);
  const page = [...found.subarray(offset, offset + limit)];
  return ok({
    total: found.length,
    results: page.map((index) => renderGenerated(records, type, index, wanted, catalogue)),
    ...(found.length > offset + limit && { paging: { next: { after: String(offset + limit) } } }),
  });
}

function isByDate(type: GeneratedType, sorts: unknown): boolean {
  if (!Array.isArray(sorts) || sorts.length === 0) return false;
  const rule = sorts[0] as string | { propertyName?: unknown; direction?: unknown };
  const name = typeof rule === "string" ? rule : plain(rule.propertyName);
  const isDescending = typeof rule !== "string" && rule.direction === "DESCENDING";
  if (isDescending || (name !== "hs_object_id" && name !== traitsOf[type].modifiedProperty))
    throw badRequest(
      `A generated portal is sorted upwards by ${traitsOf[type].modifiedProperty} or hs_object_id only.`,
    );
  return name !== "hs_object_id";
}
