import type { StoredRecord } from "../model/stored-record.ts";
import { asDatetime } from "./view.ts";
import type { Computed } from "./view.ts";

/** When a task was ticked off; null while it waits. */
export function completedAt(task: StoredRecord, at: number): number | null {
  if (task.valueAt("hs_task_status", at) !== "COMPLETED") return null;
  return task.changesUntil("hs_task_status", at).findLast(({ value }) => value === "COMPLETED")!.at;
}

export const completionDate: Computed = ({ record, at }) => asDatetime(completedAt(record, at));
