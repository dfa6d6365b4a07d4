/** HubSpot's own property on a record that others became part of. */
export const mergedIdsProperty = "hs_merged_object_ids";

/** The former ids that a record names: numbers, and never its own. */
export function formerIdsOf(record: {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
}): readonly string[] {
  const named = record.properties[mergedIdsProperty];
  if (named === null || named === undefined || named === "") return [];
  return [...new Set(named.split(/[;,\s]+/))].filter((id) => /^\d+$/.test(id) && id !== record.id);
}
