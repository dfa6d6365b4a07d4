/** Anybody can write a source or a page's address: so many characters of a cohort are kept. */
const longest = 100;
/** And so many cohorts, the largest ones. */
const most = 200;

/** Where all smaller cohorts are counted together. */
export const otherCohort = "(other)";

/** A cohort that is text, such as a source: one spelling for what is one to its readers, and not longer than is kept. */
export function textCohort(text: string): string {
  return text.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase().slice(0, longest).toWellFormed();
}

/** The same parts, of which those of all but the largest cohorts belong to `(other)`. Alike ones go by the alphabet. */
export function largestCohorts<Part extends { readonly cohort: string; readonly n: number }>(
  parts: readonly Part[],
): readonly Part[] {
  const sizes = new Map<string, number>();
  for (const { cohort, n } of parts) sizes.set(cohort, (sizes.get(cohort) ?? 0) + n);
  if (sizes.size <= most) return parts;
  const bySize = [...sizes].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
  const kept = new Set(bySize.slice(0, most).map(([cohort]) => cohort));
  return parts.map((part) => (kept.has(part.cohort) ? part : { ...part, cohort: otherCohort }));
}
