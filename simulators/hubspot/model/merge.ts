import type { StoredRecord } from "./stored-record.ts";
import type { Source } from "./source.ts";

/**
 * Makes one record of two. The primary keeps its id and its values, and gets what it had not: values, associations and
 * the other's e-mail address. From now on the other's id leads to the primary.
 */
export function mergeRecords(primary: StoredRecord, merged: StoredRecord, at: number, source: Source): void {
  for (const [name, value] of merged.valuesAt(at)) {
    if (name === "email" && primary.valueAt("email", at) !== null)
      primary.set("hs_additional_emails", { at, value: joined(primary.valueAt("hs_additional_emails", at), value), source });
    else if (primary.valueAt(name, at) === null) primary.set(name, { at, value, source });
  }
  const earlier = merged.valueAt("hs_merged_object_ids", at);
  const ids = [primary.valueAt("hs_merged_object_ids", at), merged.id, earlier].filter((part) => part !== null).join(";");
  primary.set("hs_merged_object_ids", { at, value: ids, source });
  for (const link of merged.allLinks(at)) {
    const { to } = link;
    if (to !== primary && !primary.linksTo(to.type, at).some((known) => known.to === to)) {
      const back = to.linksTo(merged.type, at).find((known) => known.to === merged);
      primary.addLink({ at, to, typeIds: link.typeIds, endedAt: null });
      to.addLink({ at, to: primary, typeIds: back?.typeIds ?? [], endedAt: null });
    }
    merged.endLink(to, at);
    to.endLink(merged, at);
    to.touch(at);
  }
  merged.mergeInto(primary, at);
  primary.touch(at);
}

const joined = (known: string | null, value: string): string => (known === null ? value : `${known};${value}`);
