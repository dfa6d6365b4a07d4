import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { jsonBody, plain } from "./call.ts";
import type { Call } from "./call.ts";
import { renderWritten } from "./objects.ts";
import { presentRecord, typeIn } from "./record-type.ts";
import { badRequest } from "./refusal.ts";

const mergeable = new Set(["contacts", "companies", "deals"]);

/** Makes one record of two; the primary keeps its id. */
export function mergeObjects(call: Call): Answer {
  const type = typeIn(call);
  if (!mergeable.has(type)) throw badRequest(`Objects of type ${type} cannot be merged`);
  const body = jsonBody(call);
  const primary = presentRecord(call, type, plain(body["primaryObjectId"]));
  const merged = presentRecord(call, type, plain(body["objectIdToMerge"]));
  if (primary === merged) throw badRequest("A record cannot be merged into itself");
  call.portal.write({ what: "record-merged", type, id: primary.id, merged: merged.id }, call.source);
  return ok(renderWritten(call, primary, ["hs_merged_object_ids"]));
}
