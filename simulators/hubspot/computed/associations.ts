import type { RecordType } from "../model/record-types.ts";
import type { Computed, View } from "./view.ts";

const count = ({ record, at }: View, type: RecordType): number => record.linksTo(type, at).length;

export const countOf =
  (type: RecordType): Computed =>
  (view) =>
    String(count(view, type));

/** The primary company, which is the first when none is marked. */
export const primaryCompany: Computed = ({ record, at }) => {
  const companies = record.linksTo("companies", at);
  const primary = companies.find(({ typeIds }) => typeIds.includes(1)) ?? companies[0];
  return primary?.to.id ?? null;
};
