import type { RecordType } from "../model/record-types.ts";
import type { StoredRecord } from "../model/stored-record.ts";
import { propertyCatalogue } from "../properties/catalogue.ts";
import type { Call } from "./call.ts";
import { badRequest } from "./refusal.ts";
import { contactByEmail } from "./write-record.ts";

/** A record by its id, or by the value of a property that no two records share. */
export function recordBy(
  call: Call,
  type: RecordType,
  idProperty: string | null,
  value: string,
): StoredRecord | undefined {
  if (idProperty === null || idProperty === "hs_object_id") return call.portal.record(type, value, call.at);
  if (type === "contacts" && idProperty === "email") return contactByEmail(call, value);
  if (propertyCatalogue(call.portal, type, call.at).get(idProperty)?.added?.hasUniqueValue !== true)
    throw badRequest(`Property "${idProperty}" is not a unique identifier property`);
  for (const record of call.portal.records(type))
    if (record.exists(call.at) && !record.isArchived(call.at) && record.valueAt(idProperty, call.at) === value)
      return record;
  return undefined;
}
