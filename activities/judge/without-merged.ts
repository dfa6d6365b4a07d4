import type { StoreHandle } from "../../storage/database.ts";
import { mergedAway } from "../../storage/merged-records.ts";
import type { FindingChanges } from "./decide.ts";

/**
 * What was decided, without the records that another run has found merged meanwhile: the mirror that was judged is
 * older than that, and under their ids nothing may be opened any more. What stands under its id is decided as ever.
 */
export async function withoutMerged(
  db: StoreHandle,
  clientId: string,
  changes: FindingChanges,
): Promise<FindingChanges> {
  const fresh = changes.rows.filter(({ event_no }) => event_no === 1);
  const away = new Set<string>();
  for (const [type, some] of Map.groupBy(fresh, ({ subject_type }) => subject_type)) {
    const gone = await mergedAway(db, clientId, type, [...new Set(some.map(({ subject_id }) => subject_id))]);
    for (const { finding_id, subject_id } of some) if (gone.has(subject_id)) away.add(finding_id);
  }
  if (away.size === 0) return changes;
  const isHere = ({ finding_id }: { readonly finding_id: string }) => !away.has(finding_id);
  return { ...changes, rows: changes.rows.filter(isHere), events: changes.events.filter(isHere) };
}
