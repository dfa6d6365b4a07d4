/** What a full comparison came to: what was held, against what everything, judged anew, says. */
export interface JudgingComparison {
  readonly asOf: Date;
  /** Records that were compared, once for each cadence that judges them. */
  readonly records: number;
  /** Records of which a verdict was held otherwise than it is. They are judged again. */
  readonly verdicts: number;
  /** Counters that came to something else than their records. They are set right. */
  readonly counters: number;
  /** The check and the record type of the first difference; never a record. */
  readonly firstDifference: string | null;
}

export function differencesOf({ verdicts, counters }: JudgingComparison): number {
  return verdicts + counters;
}

/**
 * What two comparisons of one instant come to. The first has repaired what it found, so the second, of a run that was
 * tried again, finds it no more; forgetting it would be a difference that nobody hears of.
 */
export function together(before: JudgingComparison | null, now: JudgingComparison): JudgingComparison {
  if (before === null || before.asOf.getTime() !== now.asOf.getTime()) return now;
  return {
    asOf: now.asOf,
    records: Math.max(before.records, now.records),
    verdicts: before.verdicts + now.verdicts,
    counters: before.counters + now.counters,
    firstDifference: before.firstDifference ?? now.firstDifference,
  };
}
