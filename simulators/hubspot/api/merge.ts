import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { jsonBody, plain } from "./call.ts";
import type { Call } from "./call.ts";
import { renderWritten } from "./objects.ts";
import { presentRecord, typeIn } from "./record-type.ts";
import { badRequest } from "./refusal.ts";

const mergeable = new Set(["contacts", "companies", "deals"]);

/** Makes one record of two: a new one, unless the portal still merges in the old way. */
export function mergeObjects(call: Call): Answer {
  const type = typeIn(call);
  if (!mergeable.has(type)) throw badRequest(`Objects of type ${type} cannot be merged`);
  const body = jsonBody(call);
  const primary = presentRecord(call, type, plain(body["primaryObjectId"]));
  const merged = presentRecord(call, type, plain(body["objectIdToMerge"]));
  if (primary === merged) throw badRequest("A record cannot be merged into itself");
  const into = call.portal.details.mergesKeepPrimaryId === true ? undefined : call.portal.nextId(type);
  call.portal.write({ what: "record-merged", type, id: primary.id, merged: merged.id, into }, call.source);
  const result = call.portal.records(type).get(into ?? primary.id)!;
  return ok(renderWritten(call, result, ["hs_merged_object_ids"]));
}
