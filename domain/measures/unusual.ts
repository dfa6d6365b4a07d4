/** A count beside the counts that are usual. */
export interface Usual {
  readonly median: number;
  /**
   * How far the count lies from the median, in robust standard deviations (Iglewicz and Hoaglin). Nobody comes in
   * halves, so a spread of less than one is taken for one.
   */
  readonly deviations: number;
}

/** From the median absolute deviation to a standard deviation. */
const madToDeviation = 0.6745;

/** @param usual - Counts of comparable days, at least one. */
export function comparedWith(usual: readonly number[], count: number): Usual {
  const median = medianOf(usual);
  const spread = medianOf(usual.map((one) => Math.abs(one - median)));
  return { median, deviations: (madToDeviation * (count - median)) / Math.max(spread, 1) };
}

/** @param values - At least one. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
