/** What stands where the name of somebody stood who was deleted. */
export const deletedPerson = "a deleted contact";
/** What stands where it was said what was wrong with them. */
export const sayDeleted = "The contact was deleted in HubSpot, and nothing is kept of it but this count.";

/** A person as messages and reports may name them. */
export interface Redaction {
  /** Every name and address that is known of them. */
  readonly names: readonly string[];
  /** Their id in HubSpot, and those of what was merged into them: links that end with one lead to their page. */
  readonly recordIds: readonly string[];
  /** Ids of findings about them → the ids that say nothing of them. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Shorter ones stand inside of other words, and tell nobody by themselves. */
const shortestName = 3;

/**
 * A message or a report without a person: their names give way to "a deleted contact", links to their page are gone,
 * and findings about them have other ids. Whatever shape it has; what names nobody comes back as it was.
 */
export function redact<Value>(value: Value, person: Redaction): Value {
  const names = person.names.filter((name) => name.length >= shortestName).toSorted((a, b) => b.length - a.length);
  const replacements = [
    // One id may be the beginning of another.
    ...[...person.renamed].map(([before, behind]) => [new RegExp(`${escaped(before)}(?!\\d)`, "g"), behind] as const),
    ...names.map(
      (name) => [new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, "gu"), deletedPerson] as const,
    ),
  ];
  const page = new RegExp(`/0-1/(?:${person.recordIds.map(escaped).join("|")})(?:[/?#].*)?$`);
  const walk = (part: unknown): unknown => {
    if (typeof part === "string") {
      if (page.test(part)) return null;
      return replacements.reduce((text, [pattern, instead]) => text.replaceAll(pattern, () => instead), part);
    }
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, walk(one)]));
  };
  return walk(value) as Value;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** What of a person may stand in a text of JSON: whatever holds none of these names nobody. */
export function tracesOf({ names, recordIds, renamed }: Redaction): readonly string[] {
  const ids = [...renamed.keys()];
  return [...names.filter((name) => name.length >= shortestName), ...ids, ...recordIds.map((id) => `/0-1/${id}`)].map(
    (trace) => JSON.stringify(trace).slice(1, -1),
  );
}
