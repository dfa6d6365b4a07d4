import { lifecycleOrder } from "../properties/shared.ts";
import type { StoredRecord } from "./stored-record.ts";
import type { Source } from "./source.ts";

/**
 * Makes a new record of two, as HubSpot does now. It has the primary's present values and history, what only the other
 * had, and the associations of both, the primary's first. From now on both old ids lead to it.
 */
export function mergeIntoNew(
  primary: StoredRecord,
  merged: StoredRecord,
  result: StoredRecord,
  at: number,
  source: Source,
): void {
  // The exceptions to "the primary's values" look at both as they were.
  const exceptions = keptFromBoth(primary, merged, at);
  result.takeHistoryOf(primary);
  const taken: Source = { type: "MERGE_OBJECTS", id: merged.id };
  fillFrom(merged, result, at, taken);
  for (const [name, value] of exceptions)
    if (result.valueAt(name, at) !== value) result.set(name, { at, value, source: taken });
  result.set("hs_merged_object_ids", { at, value: idsOf(at, [primary, merged]), source });
  for (const former of [primary, merged]) {
    moveLinks(former, result, at);
    former.mergeInto(result, at);
  }
  result.touch(at);
}

/**
 * Makes one record of two as HubSpot did before, which old histories show. The primary keeps its id and its values, and
 * gets what it had not: values, associations and the other's e-mail address. From now on the other's id leads to it.
 */
export function mergeIntoPrimary(primary: StoredRecord, merged: StoredRecord, at: number, source: Source): void {
  fillFrom(merged, primary, at, source);
  const earlier = primary.valueAt("hs_merged_object_ids", at);
  const ids = [earlier, idsOf(at, [merged])].filter((part) => part !== null).join(";");
  primary.set("hs_merged_object_ids", { at, value: ids, source });
  moveLinks(merged, primary, at);
  merged.mergeInto(primary, at);
  primary.touch(at);
}

function fillFrom(merged: StoredRecord, into: StoredRecord, at: number, source: Source): void {
  for (const [name, value] of merged.valuesAt(at)) {
    const present = into.valueAt(name, at);
    if (name === "email" && present !== null)
      into.set("hs_additional_emails", { at, value: joined(into.valueAt("hs_additional_emails", at), value), source });
    else if (present === null && name !== "hs_merged_object_ids") into.set(name, { at, value, source });
  }
}

/** The ids that lead to a record made of these, in order, those of earlier merges too. */
function idsOf(at: number, records: readonly StoredRecord[]): string {
  return records.flatMap((record) => [record.valueAt("hs_merged_object_ids", at) ?? [], record.id].flat()).join(";");
}

function moveLinks(from: StoredRecord, into: StoredRecord, at: number): void {
  for (const link of from.allLinks(at)) {
    const { to } = link;
    if (to !== into && !into.linksTo(to.type, at).some((known) => known.to === to)) {
      const back = to.linksTo(from.type, at).find((known) => known.to === from);
      into.addLink({ at, to, typeIds: link.typeIds, endedAt: null });
      to.addLink({ at, to: into, typeIds: back?.typeIds ?? [], endedAt: null });
    }
    from.endLink(to, at);
    to.endLink(from, at);
    to.touch(at);
  }
}

/**
 * What HubSpot's page on merging names as exceptions: the older create date, the lifecycle stage that is further on,
 * and the form submissions of both.
 */
function keptFromBoth(primary: StoredRecord, merged: StoredRecord, at: number): readonly (readonly [string, string])[] {
  const both = (name: string) =>
    [primary.valueAt(name, at), merged.valueAt(name, at)].filter((value) => value !== null);
  const created = [primary, merged].map(
    (one) => one.valueAt("createdate", at) ?? new Date(one.createdAt).toISOString(),
  );
  const kept: (readonly [string, string])[] = [["createdate", created.toSorted(byInstant)[0]!]];
  if (primary.type === "companies" || primary.type === "contacts") {
    const stages = both("lifecyclestage").toSorted(
      (one, other) => lifecycleOrder.indexOf(one) - lifecycleOrder.indexOf(other),
    );
    if (stages.length > 0) kept.push(["lifecyclestage", stages.at(-1)!]);
  }
  if (primary.type === "contacts") kept.push(...conversionsOf([primary, merged], at));
  return kept;
}

function conversionsOf(records: readonly StoredRecord[], at: number): readonly (readonly [string, string])[] {
  const converted = records.filter((record) => record.valueAt("recent_conversion_date", at) !== null);
  if (converted.length === 0) return [];
  const by = (name: string) =>
    converted.toSorted((one, other) => byInstant(one.valueAt(name, at)!, other.valueAt(name, at)!));
  const [recent, first] = [by("recent_conversion_date").at(-1)!, by("first_conversion_date")[0]!];
  const of = (record: StoredRecord, names: readonly string[]) =>
    names.flatMap((name): (readonly [string, string])[] => {
      const value = record.valueAt(name, at);
      return value === null ? [] : [[name, value]];
    });
  const count = converted.reduce((sum, record) => sum + Number(record.valueAt("num_conversion_events", at) ?? 0), 0);
  return [
    ...of(recent, ["recent_conversion_date", "recent_conversion_event_name"]),
    ...of(first, ["first_conversion_date", "first_conversion_event_name"]),
    ["num_conversion_events", String(count)],
  ];
}

const byInstant = (one: string, other: string): number => Date.parse(one) - Date.parse(other);

const joined = (known: string | null, value: string): string => (known === null ? value : `${known};${value}`);
