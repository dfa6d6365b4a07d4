const dayMs = 86_400_000;

/**
 * A line of days without gaps, from its first one up to `last`: a line that simply ended would look as if it were of
 * today. Days are ISO 8601, such as "2026-11-23".
 */
export function fillDays<Entry extends { readonly day: string }>(
  entries: readonly Entry[],
  last: string,
  emptyAt: (day: string) => Entry,
): readonly Entry[] {
  const known = new Map(entries.map((entry) => [entry.day, entry]));
  const filled: Entry[] = [];
  for (let day = entries[0]?.day; day !== undefined && day <= last; day = dayAfter(day))
    filled.push(known.get(day) ?? emptyAt(day));
  return filled;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}
