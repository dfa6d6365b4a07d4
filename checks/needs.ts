import type { ItemType } from "../domain/inventory/inventory.ts";
import type { RecordType } from "../domain/mirror/records.ts";
import type { ScanSubject } from "../domain/mirror/scan.ts";
import { kindOf, type Check } from "./kinds/index.ts";
import type { AnyAggregate } from "./aggregate.ts";
import { fields } from "./sources/fields.ts";
import { history } from "./sources/history.ts";
import { ask, basisOf, triggersOf, type Ask, type FieldName, type Trigger } from "./sources/source.ts";

/** Everything that a set of checks rests on: what has to be read, and what of it. */
export interface Needs {
  /** Record type → its fields, sorted; types that nobody asks for are absent. */
  readonly fields: { readonly [Type in RecordType]?: readonly string[] };
  /** Record type → the fields of which past values are wanted, sorted; absent for none. */
  readonly past: { readonly [Type in RecordType]?: readonly string[] };
  /** Kinds of inventory. */
  readonly items: readonly ItemType[];
  /** Both, and the hands and touches that are read of records apart. */
  readonly scans: readonly ScanSubject[];
}

/** The union of what the checks ask for, each name once, sorted. */
export function needsOf(checks: readonly Check[]): Needs {
  const bases = checks.flatMap(asksOf).map(basisOf);
  // A check without a field of its own, such as one of what hangs on a record, still wants its records.
  const judged = checks.flatMap((check) => [...recordTypesOf(check)]);
  const items = sortedOnce(bases.flatMap((basis) => [...basis.items, ...(basis.itemsIfRead ?? [])]));
  const scans = sortedOnce<ScanSubject>([...items, ...bases.flatMap((basis) => basis.scans)]);
  const named = bases.flatMap((basis) => [...basis.fields, ...basis.shows]);
  return { fields: byType(named, judged), past: byType(bases.flatMap(({ past = [] }) => past)), items, scans };
}

/** @param types - Those that are there even without a field. */
function byType(names: readonly FieldName[], types: readonly RecordType[] = []): Needs["fields"] {
  const all = new Map<RecordType, string[]>(types.map((type) => [type, []]));
  for (const { of, field } of names) all.set(of, [...(all.get(of) ?? []), field]);
  return Object.fromEntries([...all].map(([of, fieldNames]) => [of, sortedOnce(fieldNames)]));
}

function sortedOnce<Name extends string>(names: readonly Name[]): readonly Name[] {
  return [...new Set(names)].sort();
}

/** The scans without which one check has no verdict. */
export function scansOf(check: Check): readonly ScanSubject[] {
  const must = new Set<ScanSubject>(asksOf(check).flatMap((one) => basisOf(one).items));
  const may = new Set<ScanSubject>(itemsIfReadBy(check));
  return needsOf([check]).scans.filter((scan) => must.has(scan) || !may.has(scan));
}

/** Kinds of inventory that a check knows more with, and that cost no verdict where they cannot be read. */
export function itemsIfReadBy(check: Check): readonly ItemType[] {
  return sortedOnce(asksOf(check).flatMap((one) => basisOf(one).itemsIfRead ?? []));
}

/** The fields without which a check has no verdict. */
export function requiredFields(check: Check): readonly FieldName[] {
  return asksOf(check).flatMap((one) => basisOf(one).fields);
}

/** When the subjects of a check have to be judged again, though no time has passed. */
export function judgedAgainOn(check: Check): readonly Trigger[] {
  const { asks, aggregates } = kindOf(check).plan(check);
  const counts = aggregates.map(({ of, fields: counted }): Trigger => ({ on: "count", of, fields: counted }));
  return [...asks.flatMap(triggersOf), ...counts];
}

/** Everything that a check asks sources for, what it adds up included. */
export function asksOf(check: Check): readonly Ask[] {
  const { asks, aggregates } = kindOf(check).plan(check);
  const counted = aggregates.map((one) => ask(fields, one.of, { fields: one.fields, shows: [] }));
  return [...asks, ...counted, ...aggregates.flatMap(pastOf)];
}

function pastOf({ of, past }: AnyAggregate): readonly Ask[] {
  return past === undefined ? [] : [ask(history, of, { past: past.of })];
}

/** The record types whose records a check wants to see, to judge or to add up. */
export function recordTypesOf(check: Check): ReadonlySet<RecordType> {
  const { records, aggregates } = kindOf(check).plan(check);
  return new Set([...(records === null ? [] : [records]), ...aggregates.map(({ of }) => of)]);
}

/** What a check asks of sources from which something is loaded beside the records of a type. */
export function sourcesBeside(check: Check, type: RecordType): readonly Ask[] {
  const { asks, aggregates, records } = kindOf(check).plan(check);
  const own = records === type ? asks.filter(({ source }) => source.beside !== undefined) : [];
  return [...own, ...aggregates.filter(({ of }) => of === type).flatMap(pastOf)];
}
