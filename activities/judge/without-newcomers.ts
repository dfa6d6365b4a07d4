import { stillJudging } from "../../domain/findings/assess.ts";
import type { JudgedRunGroup } from "./observe-group.ts";
import type { ObservedCheck } from "./observed-checks.ts";

/**
 * The checks as they are, and no whole look for those that slices bring to their records for the first time: what they
 * have not judged yet is no pass.
 */
export function withoutNewcomers(
  checks: readonly ObservedCheck[],
  judged: readonly JudgedRunGroup[],
): readonly ObservedCheck[] {
  const newcomers = new Set(judged.flatMap(newcomersOf));
  if (newcomers.size === 0) return checks;
  return checks.map((observed) =>
    newcomers.has(observed.check.id)
      ? { ...observed, isWholeLook: false, assessment: stillJudging(observed.assessment) }
      : observed,
  );
}

function newcomersOf({ slots, judging: { older }, reached }: JudgedRunGroup): readonly string[] {
  if (older === null || reached.isAtEnd) return [];
  return slots.map(({ check }) => check.id).filter((id) => !older.hasAllOf(id));
}
