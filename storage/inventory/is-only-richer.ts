/**
 * True when two readings of one item say the same wherever both say something: a later version of ours reads a field
 * more, or one less, and nobody has changed anything in the portal.
 */
export function isOnlyRicher(before: unknown, after: unknown): boolean {
  if (Array.isArray(before) && Array.isArray(after))
    return before.length === after.length && before.every((one, index) => isOnlyRicher(one, after[index]));
  if (isObject(before) && isObject(after))
    return Object.keys(before).every((key) => !(key in after) || isOnlyRicher(before[key], after[key]));
  return before === after;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
