import type { Stage } from "../domain/mirror/records.ts";

/** What a client has set for a stage, which it names by its id in HubSpot or by its label, whatever the case. */
export function ofStage<Value>(set: Readonly<Record<string, Value>>, { id, label }: Stage): Value | undefined {
  if (Object.hasOwn(set, id)) return set[id];
  const wanted = label.trim().toLowerCase();
  return Object.entries(set).find(([name]) => name.trim().toLowerCase() === wanted)?.[1];
}
