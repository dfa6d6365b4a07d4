/** How a record counts in aggregates, in the words that are stored: see `CountedPart` and `DayCount` in storage/. */

const keptValue = /^#([^\u001F]*)\u001F([\s\S]*)$/;

/** A record that counts under a cohort. Where every value has to be kept, records of one value are kept together. */
export function countedAs(cohort: string, value: number, keepsValues: boolean): string {
  return keepsValues ? `#${value}\u001F${cohort}` : `=${cohort}`;
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
  const kept = keptValue.exec(word);
  return kept === null ? { cohort: word.slice(1), value: null } : { cohort: kept[2]!, value: Number(kept[1]) };
}
