import { hoursNotedIn } from "../domain/findings/hours-noted.ts";
import { inHoursOf, type BusinessTime } from "../domain/business-time.ts";
import { checkById } from "./index.ts";
import type { StoredFinding } from "./say-finding.ts";

/**
 * What is wrong in a few words, without the name of its subject and without times: "no next step". Null where its check
 * has no such words.
 */
export function briefFinding(finding: StoredFinding, businessTime: BusinessTime): string | null {
  const { checkId, label: name, evidence, since, endedAt } = finding;
  const own = inHoursOf(businessTime, hoursNotedIn(evidence));
  try {
    const check = checkById(checkId);
    return check?.brief?.({ name, evidence, since, at: null, isOver: endedAt !== null, businessTime: own }) ?? null;
  } catch (error) {
    // What another version stored may lack what this one says.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
