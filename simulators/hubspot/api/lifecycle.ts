import type { StoredRecord } from "../model/stored-record.ts";
import type { Properties } from "../model/write.ts";
import { lifecycleOrder } from "../properties/shared.ts";

/**
 * A lifecycle stage only moves forward. HubSpot accepts a backward write and leaves the stage as it was; to go back,
 * clear it first.
 */
export function forwardOnly(record: StoredRecord, properties: Properties, at: number): Properties {
  const wanted = properties["lifecyclestage"];
  const present = record.valueAt("lifecyclestage", at);
  if (!wanted || present === null || lifecycleOrder.indexOf(wanted) >= lifecycleOrder.indexOf(present))
    return properties;
  const { lifecyclestage: _, ...others } = properties;
  return others;
}
