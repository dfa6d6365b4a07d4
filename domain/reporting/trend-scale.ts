/**
 * The floor of a scale on which scores are drawn: ten points or more below the lowest, in tens, and never above 60. On
 * a scale from 0 a score that falls from 100 to 67 would look flat, and one that moves by a point must not look steep.
 */
export function trendFloor(days: readonly { readonly score: number | null }[]): number {
  const lowest = Math.min(...days.flatMap(({ score }) => (score === null ? [] : [score])));
  return Math.max(0, Math.min(60, Math.floor((lowest - 10) / 10) * 10));
}
