import type { View } from "../computed/view.ts";
import type { RecordType } from "../model/record-types.ts";

/** The properties through which `query` looks. */
const searched: Readonly<Partial<Record<RecordType, readonly string[]>>> = {
  contacts: ["firstname", "lastname", "email", "phone", "mobilephone", "company"],
  companies: ["name", "domain", "website", "phone"],
  deals: ["dealname", "pipeline", "dealstage", "description", "dealtype"],
  tasks: ["hs_task_body", "hs_task_subject"],
};

/** Whether every word of the query begins a word of the record. */
export function matchesQuery({ record, at }: View, query: unknown): boolean {
  if (typeof query !== "string" || query.trim() === "") return true;
  const text = (searched[record.type] ?? [])
    .map((name) => record.valueAt(name, at) ?? "")
    .join(" ")
    .toLowerCase();
  const words = text.split(/[\s@.,;:/-]+/);
  return query
    .toLowerCase()
    .trim()
    .split(/\s+/)
    .every(
      (wanted) => text.includes(wanted) && (wanted.includes("@") || words.some((word) => word.startsWith(wanted))),
    );
}
