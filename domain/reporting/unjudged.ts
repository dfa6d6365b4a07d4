/** A check of which some subjects could not be judged. */
export interface UnjudgedShare {
  readonly checkId: string;
  readonly unknown: number;
  /** Those that were judged and the unknown ones. */
  readonly of: number;
}

/**
 * What of a check's subjects could not be judged; null where all were, and of a measure, which has one subject and says
 * by itself that its sample is too small.
 */
export function unjudgedOf(
  checkId: string,
  subjectsStandAlone: boolean,
  outcome: { readonly passed: number; readonly failed: number; readonly unknown: number } | undefined,
): UnjudgedShare | null {
  if (outcome === undefined || outcome.unknown === 0 || !subjectsStandAlone) return null;
  return { checkId, unknown: outcome.unknown, of: outcome.passed + outcome.failed + outcome.unknown };
}

/** "3 of 120 not judged". */
export function sayUnjudged({ unknown, of }: Pick<UnjudgedShare, "unknown" | "of">): string {
  return `${unknown} of ${of} not judged`;
}
