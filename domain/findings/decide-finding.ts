import type { Ending } from "./ending.ts";
import { severityRank, type Severity } from "./severity.ts";
import type { Evidence, Verdict } from "./verdict.ts";

/** What is known of a finding before this run. */
export interface KnownFinding {
  readonly status: "open" | "resolved";
  readonly severity: Severity;
  readonly ownerId: string | null;
  readonly lastJudgedAt: Date;
  /** The rule that saw it fail last; null where an older version did. */
  readonly ruleKey: string | null;
}

/** What a run says of a subject. `gone`: the subject is no longer there, proven by a complete scan. */
export type Observation =
  | Verdict
  | {
      readonly status: "gone";
      readonly reason: string;
      readonly ending: Extract<Ending, "deleted" | "left-the-window">;
    };

export interface ObservationContext {
  readonly asOf: Date;
  /** The check's own severity; a failure may carry another. */
  readonly severity: Severity;
  readonly ownerId: string | null;
  /** The rule that judges now. */
  readonly ruleKey: string;
  /** The same rule as older versions wrote it. */
  readonly olderRuleKeys?: readonly string[];
  /**
   * The last run that assessed its whole check, which an open finding went through unchanged; null before the first.
   */
  readonly judgedAt: Date | null;
  /** True when every scan that the verdict rests on was complete. Without that nothing resolves. */
  readonly mayResolve: boolean;
}

/** What becomes of a finding, with the reason. */
export type FindingDecision =
  | {
      readonly change: "opened" | "reopened" | "worsened" | "eased" | "moved";
      readonly severity: Severity;
      readonly evidence: Evidence;
      readonly since: Date | null;
    }
  | {
      readonly change: "still-failing";
      readonly severity: Severity;
      readonly evidence: Evidence;
      readonly since: Date | null;
    }
  | { readonly change: "resolved"; readonly ending: Ending; readonly because: string }
  | { readonly change: "kept"; readonly because: string }
  | { readonly change: "none" };

function isOvertaken({ status }: KnownFinding, { judgedAt, asOf }: ObservationContext): boolean {
  return status === "open" && judgedAt !== null && judgedAt > asOf;
}

/**
 * Decides what one observation does to a finding.
 *
 * The order is the policy. An older run never overrules a newer one. A failure is positive evidence and counts even
 * from a partial scan. Everything that would end a finding needs complete scans, and `unknown` never ends one.
 */
export function decideFinding(
  known: KnownFinding | null,
  observed: Observation,
  context: ObservationContext,
): FindingDecision {
  if (known !== null && (known.lastJudgedAt > context.asOf || isOvertaken(known, context)))
    return { change: "kept", because: "a later run has judged it already" };

  if (observed.status === "fail") {
    const { evidence } = observed;
    const severity = observed.severity ?? context.severity;
    const facts = { severity, evidence, since: observed.since ?? null };
    if (known === null) return { change: "opened", ...facts };
    if (known.status === "resolved") return { change: "reopened", ...facts };
    if (severityRank(severity) > severityRank(known.severity)) return { change: "worsened", ...facts };
    if (severityRank(severity) < severityRank(known.severity)) return { change: "eased", ...facts };
    if (known.ownerId !== context.ownerId) return { change: "moved", ...facts };
    return { change: "still-failing", ...facts };
  }

  if (known === null || known.status === "resolved") return { change: "none" };
  if (observed.status === "unknown") return { change: "kept", because: observed.reason };
  if (!context.mayResolve)
    return { change: "kept", because: "what it rests on was not read completely, so nothing is resolved" };
  const ending = observed.ending ?? (observed.status === "pass" ? "seen-healthy" : "no-longer-applies");
  const because = observed.status === "pass" ? "it passes now" : observed.reason;
  // What passes, or applies no more, only because somebody changed the rule was never seen healthy by the one that saw
  // it fail.
  if ((ending === "seen-healthy" || ending === "no-longer-applies") && isAnotherRule(known, context))
    return { change: "resolved", ending: "rule-changed", because: "the check's settings were changed since" };
  return { change: "resolved", ending, because };
}

function isAnotherRule(
  { ruleKey: before }: KnownFinding,
  { ruleKey, olderRuleKeys = [] }: ObservationContext,
): boolean {
  return before !== null && before !== ruleKey && !olderRuleKeys.includes(before);
}
