import type { BusinessTime } from "../business-time.ts";
import type { Evidence, Verdict } from "./verdict.ts";

/** Where the evidence of a failure names the team in whose hours it was judged. */
const noted = "hoursOf";

/** Pages and messages count on in the same hours, whatever team the owner is in by then. */
export function notingHours(verdict: Verdict, { team }: Pick<BusinessTime, "team">): Verdict {
  return verdict.status !== "fail" || team === undefined
    ? verdict
    : { ...verdict, evidence: { ...verdict.evidence, [noted]: team } };
}

/** The team in whose hours a stored failure was judged; null: the client's. */
export function hoursNotedIn(evidence: Evidence): string | null {
  const team = evidence[noted];
  return typeof team === "string" ? team : null;
}
