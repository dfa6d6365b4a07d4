import { asDatetime } from "./view.ts";
import type { Computed } from "./view.ts";

export const objectId: Computed = ({ record }) => record.id;

/** When the record was created, unless somebody wrote another date, as imports of deals do. */
export const created: Computed = ({ record, at }) => record.valueAt("createdate", at) ?? asDatetime(record.createdAt);

export const modified: Computed = ({ record, at }) => asDatetime(record.updatedAt(at));

export const fullNameOrEmail: Computed = ({ record, at }) => {
  const name = [record.valueAt("firstname", at), record.valueAt("lastname", at)]
    .filter((part) => part !== null)
    .join(" ");
  return name || record.valueAt("email", at);
};

export const emailDomain: Computed = ({ record, at }) => record.valueAt("email", at)?.split("@")[1] ?? null;

/** The channel through which a record came; written by forms and imports, else told by who created it. */
export const objectSource: Computed = ({ record, at }) =>
  record.valueAt("hs_object_source", at) ?? record.createdBy.type;

export const objectSourceId: Computed = ({ record, at }) =>
  record.valueAt("hs_object_source_id", at) ?? record.createdBy.id;
