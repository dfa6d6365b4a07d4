import type { RecordType } from "../../domain/mirror/records.ts";
import { mergedIdsProperty } from "./merged-ids.ts";
import type { RecordDescriptor } from "./types/descriptor.ts";
import { descriptorOf } from "./types/index.ts";

/** The properties behind one field. */
export function propertiesOf(type: RecordType, field: string): readonly string[] {
  const descriptor = descriptorOf(type);
  const properties = field === "name" ? alwaysRead(descriptor) : descriptor.fields[field]?.properties;
  if (properties === undefined)
    throw new Error(`A ${type} has no field "${field}". Add it to connectors/hubspot/types/${type}.ts.`);
  return properties;
}

/** Whatever is asked of a record, its name comes along, and with it what was merged. */
function alwaysRead({ name, merges }: RecordDescriptor): readonly string[] {
  return merges ? [...name.properties, mergedIdsProperty] : name.properties;
}

/** The fields of a record that was read with these properties only, each with the first property that it lacks. */
export function unreadFields(type: RecordType, read: ReadonlySet<string>): ReadonlyMap<string, string> {
  const unread = new Map<string, string>();
  for (const [field, { properties }] of Object.entries(descriptorOf(type).fields)) {
    const missing = properties.find((name) => !read.has(name));
    if (missing !== undefined) unread.set(field, missing);
  }
  return unread;
}

/** Every property that a set of fields needs, each once, sorted; the name always comes along. */
export function propertiesFor(type: RecordType, fields: readonly string[]): readonly string[] {
  return [...new Set(["name", ...fields].flatMap((field) => propertiesOf(type, field)))].sort();
}
