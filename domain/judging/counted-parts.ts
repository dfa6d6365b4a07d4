/** How a record counts in aggregates, in the words that are stored: see `CountedPart` and `DayCount` in storage/. */

/** Between a value that is kept and its cohort. */
const unitSeparator = "\u001F";

/** A record that counts under a cohort. Where every value has to be kept, records of one value are kept together. */
export function countedAs(cohort: string, value: number, keepsValues: boolean): string {
  return keepsValues ? `#${value}${unitSeparator}${cohort}` : `=${cohort}`;
}

/** A record that belongs in the count and could not be read, and why. */
export function leftOutAs(reason: string): string {
  return `!${reason}`;
}

/** What a stored word says: the cohort with its value, where values are kept, or why it was left out. */
export function readCounted(
  word: string,
): { readonly cohort: string; readonly value: number | null } | { readonly leftOut: string } {
  if (word.startsWith("!")) return { leftOut: word.slice(1) };
  if (word.startsWith("=")) return { cohort: word.slice(1), value: null };
  const end = word.indexOf(unitSeparator);
  return { cohort: word.slice(end + 1), value: Number(word.slice(1, end)) };
}
