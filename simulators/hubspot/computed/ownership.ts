import { asDatetime } from "./view.ts";
import type { Computed, View } from "./view.ts";

/** When the present owner got the record; null while nobody owns it. */
export function ownerAssignedAt({ record, at }: View): number | null {
  if (record.valueAt("hubspot_owner_id", at) === null) return null;
  let assignedAt: number | null = null;
  let owner = "";
  for (const change of record.changesUntil("hubspot_owner_id", at)) {
    if (change.value !== owner) assignedAt = change.at;
    owner = change.value;
  }
  return assignedAt;
}

export const ownerAssignedDate: Computed = (view) => asDatetime(ownerAssignedAt(view));
