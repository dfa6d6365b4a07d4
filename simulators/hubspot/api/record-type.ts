import { recordTypeOf } from "../model/record-types.ts";
import type { RecordType } from "../model/record-types.ts";
import type { StoredRecord } from "../model/stored-record.ts";
import type { Call } from "./call.ts";
import { badRequest, objectNotFound, resourceNotFound } from "./refusal.ts";

/** The record type in a path segment. */
export function typeIn(call: Call, parameter: "type" | "to" = "type"): RecordType {
  const name = call.params[parameter] ?? "";
  const type = recordTypeOf(name);
  if (type === undefined) throw badRequest(`Unable to infer object type from: ${name}`);
  return type;
}

/** A record that exists and is not archived at the call's instant. */
export function presentRecord(call: Call, type: RecordType, id: string): StoredRecord {
  if (!/^\d+$/.test(id)) throw objectNotFound(id);
  const record = call.portal.record(type, id, call.at);
  if (!record || record.isArchived(call.at)) throw resourceNotFound();
  return record;
}
