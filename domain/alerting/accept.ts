import { severityRank, type Severity } from "../findings/severity.ts";
import type { Evidence } from "../findings/verdict.ts";
import type { Candidate, Held, Stage } from "./pipeline.ts";

/** A person lives with a finding as it is. It holds for the accepted value and severity only, and for a time. */
export interface Acceptance {
  readonly findingId: string;
  /** What `acceptedValue` made of the evidence then. */
  readonly value: string;
  readonly severity: Severity;
  readonly reason: string;
  readonly byWhom: string;
  readonly until: Date;
}

export interface AcceptFacts {
  /** Those that have not been withdrawn, expired ones too: they are asked again. */
  readonly acceptances: ReadonlyMap<string, Acceptance>;
  /** What is accepted of a check's findings; left out: its whole evidence. */
  readonly acceptedBy: ReadonlyMap<string, AcceptedBy>;
  readonly sayInstant: (at: Date) => string;
}

/** Which fields of a check's evidence make up the value that a person accepts. */
export interface AcceptedBy {
  /** They have to stay as they were. */
  readonly same: readonly string[];
  /** Numbers that may fall, and not rise. */
  readonly atMost?: readonly string[];
}

/** An accepted deviation is looked at again at least so often. */
export const longestAcceptanceDays = 365;

/** Why an acceptance does not hold any more; null while it does. */
export function endOfAcceptance(
  acceptance: Acceptance,
  { severity, evidence }: Pick<Candidate, "severity" | "evidence">,
  by: AcceptedBy | undefined,
  now: Date,
): "it has run out" | "its value has changed" | "it is worse" | null {
  if (now >= acceptance.until) return "it has run out";
  if (severityRank(severity) > severityRank(acceptance.severity)) return "it is worse";
  return isWithin(acceptance.value, evidence, by) ? null : "its value has changed";
}

/** Holds what a person has accepted. What is no longer covered comes through, and says who accepted it and why not now. */
export const accept: Stage<AcceptFacts> = (candidates, { acceptances, acceptedBy, sayInstant }, now) => {
  const kept: Candidate[] = [];
  const held: Held[] = [];
  for (const candidate of candidates) {
    const acceptance = acceptances.get(candidate.findingId);
    if (acceptance === undefined) {
      kept.push(candidate);
      continue;
    }
    const end = endOfAcceptance(acceptance, candidate, acceptedBy.get(candidate.checkId), now);
    const { byWhom, reason, until } = acceptance;
    if (end !== null) kept.push({ ...candidate, asks: byWhom, note: `accepted by ${byWhom} before, but ${end}` });
    else
      held.push({
        candidate,
        stage: "accept",
        because: `accepted by ${byWhom} until ${sayInstant(until)}: ${reason}`,
        until,
      });
  }
  return { kept, held };
};

/** The value that a person accepts, as it is stored. */
export function acceptedValue(evidence: Evidence, by: AcceptedBy | undefined): string {
  const names = by === undefined ? Object.keys(evidence) : [...by.same, ...(by.atMost ?? [])];
  return JSON.stringify(Object.fromEntries(names.toSorted().map((name) => [name, evidence[name] ?? null])));
}

function isWithin(accepted: string, evidence: Evidence, by: AcceptedBy | undefined): boolean {
  const before = JSON.parse(accepted) as Evidence;
  const names = by === undefined ? [...new Set([...Object.keys(before), ...Object.keys(evidence)])] : by.same;
  const isSame = (name: string) => (evidence[name] ?? null) === (before[name] ?? null);
  const mayBe = (name: string) => {
    const [then, now] = [before[name], evidence[name]];
    return typeof then === "number" && typeof now === "number" ? now <= then : isSame(name);
  };
  return names.every(isSame) && (by?.atMost ?? []).every(mayBe);
}
