/**
 * Where an id leads in the end: a record that was merged may have been merged again. Null for what leads in a circle,
 * which no merge can do: nobody knows which of them is left.
 */
export function lastSurvivor(formerId: string, survivorOf: ReadonlyMap<string, string>): string | null {
  const seen = new Set([formerId]);
  let id = formerId;
  for (let next = survivorOf.get(id); next !== undefined; next = survivorOf.get(id)) {
    if (seen.has(next)) return null;
    seen.add(next);
    id = next;
  }
  return id === formerId ? null : id;
}
