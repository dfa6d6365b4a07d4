import type { ItemType } from "../domain/inventory/inventory.ts";
import type { RecordType } from "../domain/mirror/records.ts";
import type { ScanSubject } from "../domain/mirror/scan.ts";
import type { Check } from "./define-check.ts";
import { talliesOf } from "./judge.ts";

/** Everything that a set of checks rests on: which fields of which record types, and which kinds of configuration. */
export interface Needs {
  /** Of record types that nobody asks for it says nothing. */
  readonly fields: Readonly<Partial<Record<RecordType, readonly string[]>>>;
  readonly items: readonly ItemType[];
}

/** The union of what the checks ask for, each name once, sorted. */
export function needsOf(checks: readonly Check[]): Needs {
  const fields = new Map<RecordType, Set<string>>();
  const ask = (type: RecordType, names: readonly string[]) =>
    fields.set(type, new Set([...(fields.get(type) ?? []), ...names]));
  const items = new Set<ItemType>();
  for (const check of checks) {
    if (check.kind === "record") ask(check.judges, [...check.needs, ...(check.shows ?? [])]);
    if (check.kind === "configuration") for (const item of [check.judges, ...check.alsoNeeds]) items.add(item);
    for (const tally of talliesOf(check)) ask(tally.of, tally.needs);
  }
  const sorted = Object.fromEntries([...fields].map(([type, names]) => [type, [...names].sort()]));
  return { fields: sorted, items: [...items].sort() };
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
  if (fields.deal?.includes("stage") === true) subjects.add("pipeline");
  if (asksForHands(fields.contact)) subjects.add("hand");
  if (fields.contact?.includes("clocks") === true) subjects.add("touch");
  return [...subjects];
}

/** True when some check wants to know who asked to be contacted. */
export function asksForHands(contactFields: readonly string[] = []): boolean {
  return contactFields.includes("hands") || contactFields.includes("clocks");
}
