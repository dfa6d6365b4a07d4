import type { ItemType } from "../domain/inventory/inventory.ts";
import type { RecordType } from "../domain/mirror/records.ts";
import type { ScanSubject } from "../domain/mirror/scan.ts";
import type { Check } from "./define-check.ts";
import { talliesOf } from "./judge.ts";

/** Everything that a set of checks rests on: which fields of which record types, and which kinds of configuration. */
export interface Needs {
  readonly fields: Readonly<Record<RecordType, readonly string[]>>;
  readonly items: readonly ItemType[];
}

/** The union of what the checks ask for, each name once, sorted. */
export function needsOf(checks: readonly Check[]): Needs {
  const fields = { contact: new Set<string>(), deal: new Set<string>() };
  const items = new Set<ItemType>();
  for (const check of checks) {
    if (check.kind === "record")
      for (const field of [...check.needs, ...(check.shows ?? [])]) fields[check.judges].add(field);
    if (check.kind === "configuration") for (const item of [check.judges, ...check.alsoNeeds]) items.add(item);
    for (const tally of talliesOf(check)) for (const field of tally.needs) fields[tally.of].add(field);
  }
  return { fields: { contact: [...fields.contact].sort(), deal: [...fields.deal].sort() }, items: [...items].sort() };
}

/**
 * The scans that one check's verdicts rest on. A deal's stage is read from the pipelines; hands are a scan of their
 * own, and so are touches.
 */
export function scansOf(check: Check): readonly ScanSubject[] {
  const { fields, items } = needsOf([check]);
  const subjects = new Set<ScanSubject>(items);
  if (check.kind === "record") subjects.add(check.judges);
  for (const tally of talliesOf(check)) subjects.add(tally.of);
  if (fields.deal.includes("stage")) subjects.add("pipeline");
  if (asksForHands(fields.contact)) subjects.add("hand");
  if (fields.contact.includes("clocks")) subjects.add("touch");
  return [...subjects];
}

/** True when some check wants to know who asked to be contacted. */
export function asksForHands(contactFields: readonly string[]): boolean {
  return contactFields.includes("hands") || contactFields.includes("clocks");
}
