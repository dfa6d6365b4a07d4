import { hoursNotedIn } from "../domain/findings/hours-noted.ts";
import { inHoursOf, type BusinessTime } from "../domain/business-time.ts";
import type { Evidence } from "../domain/findings/verdict.ts";
import { checkById } from "./index.ts";

/** A finding as it is stored, as far as its sentence needs it. */
export interface StoredFinding {
  readonly checkId: string;
  /** The name of its subject. */
  readonly label: string;
  /** The sentence that an older version stored; null where it is made from the evidence. */
  readonly summary: string | null;
  readonly evidence: Evidence;
  readonly since: Date;
  /** When it ended; null while it is open. */
  readonly endedAt: Date | null;
}

/**
 * The sentence of a finding: what is wrong, where, how much, the limit. What has ended is said as it was at its end.
 *
 * @param now - When it is read; null for words that stand for days, such as a message: they name instants, and no time
 *   that has passed since.
 */
export function sayFinding(finding: StoredFinding, now: Date | null, businessTime: BusinessTime): string {
  const { checkId, label: name, summary, evidence, since, endedAt } = finding;
  if (summary !== null) return summary;
  const check = checkById(checkId);
  const own = inHoursOf(businessTime, hoursNotedIn(evidence));
  try {
    if (check !== undefined)
      return check.say({ name, evidence, since, at: endedAt ?? now, isOver: endedAt !== null, businessTime: own });
  } catch (error) {
    // What another version stored may lack what this one says.
    if (!(error instanceof TypeError)) throw error;
  }
  return `${name}: ${check?.title ?? checkId} (failed)`;
}
