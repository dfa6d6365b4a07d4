import type { Ending } from "./ending.ts";
import type { Severity } from "./severity.ts";

/**
 * The values that a verdict rests on: instants, counts, names and limits, and never a time that has passed. Whoever
 * reads them makes a sentence of them with the time of reading, so nothing is written anew while a person waits.
 */
export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

/**
 * What a check says of one subject.
 *
 * `unknown` means that the evidence was missing. It is not a pass: it never resolves an open
 * finding, and reports count it on its own line.
 */
export type Verdict = Validity &
  (
    | {
        readonly status: "pass";
        /** How an open finding ends by this, where that is no recovery of the subject. */
        readonly ending?: Extract<Ending, "accepted" | "reverted">;
      }
    | {
        readonly status: "fail";
        readonly evidence: Evidence;
        /** When the subject began to fail in the client's world, which is often before we looked. */
        readonly since?: Date;
        /** Where this failure is worse or milder than the check's own severity. */
        readonly severity?: Severity;
      }
    | {
        readonly status: "unknown";
        readonly reason: string;
        /** True when the history of the subject has to be read before it can be judged. */
        readonly wantsHistory?: true;
      }
    | {
        readonly status: "not-applicable";
        readonly reason: string;
        /** How an open finding ends by this, where it is not that it no longer applies. */
        readonly ending?: AppliesNoMore;
      }
  );

/** How long a verdict holds while nothing changes but the time. */
export interface Validity {
  /**
   * The earliest instant at which time alone could change it, over all branches of the check: a promise ends, a date
   * passes, a severity rises, an opening hour begins. Null: time alone never changes it. Left out: the check does not
   * say, so it is asked again in each run.
   */
  readonly holdsUntil?: Date | null;
}

/** How an open finding can end where its subject is not judged as failing or passing any more. */
export type AppliesNoMore = Extract<Ending, "seen-healthy" | "handed-over" | "left-the-window" | "closed-by-person">;
export type VerdictStatus = Verdict["status"];
export type Failure = Extract<Verdict, { status: "fail" }>;

/** The verdict, with the earliest of the instants at which time alone could change it; null where there is none. */
export function until(verdict: Verdict, ...instants: readonly (Date | null)[]): Verdict {
  let earliest: Date | null = null;
  for (const instant of instants)
    if (instant !== null && (earliest === null || instant.getTime() < earliest.getTime())) earliest = instant;
  return { ...verdict, holdsUntil: earliest };
}

export const pass = (ending?: Extract<Ending, "accepted" | "reverted">): Verdict =>
  ending === undefined ? { status: "pass" } : { status: "pass", ending };
export const fail = (evidence: Evidence, more: { since?: Date; severity?: Severity } = {}): Verdict => ({
  status: "fail",
  evidence,
  ...more,
});
export const unknown = (reason: string): Verdict => ({ status: "unknown", reason });
export const notApplicable = (reason: string, ending?: AppliesNoMore): Verdict =>
  ending === undefined ? { status: "not-applicable", reason } : { status: "not-applicable", reason, ending };
