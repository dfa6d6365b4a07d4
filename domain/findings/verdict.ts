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
export type Verdict =
  | { readonly status: "pass" }
  | {
      readonly status: "fail";
      readonly evidence: Evidence;
      /** When the subject began to fail in the client's world, which is often before we looked. */
      readonly since?: Date;
      /** Where this failure is worse or milder than the check's own severity. */
      readonly severity?: Severity;
    }
  | { readonly status: "unknown"; readonly reason: string }
  | {
      readonly status: "not-applicable";
      readonly reason: string;
      /** How an open finding ends by this, where it is not that it no longer applies. */
      readonly ending?: AppliesNoMore;
    };

/** How an open finding can end where its subject is not judged as failing or passing any more. */
export type AppliesNoMore = Extract<Ending, "seen-healthy" | "handed-over" | "left-the-window" | "closed-by-person">;
export type VerdictStatus = Verdict["status"];
export type Failure = Extract<Verdict, { status: "fail" }>;

export const pass = (): Verdict => ({ status: "pass" });
export const fail = (evidence: Evidence, more: { since?: Date; severity?: Severity } = {}): Verdict => ({
  status: "fail",
  evidence,
  ...more,
});
export const unknown = (reason: string): Verdict => ({ status: "unknown", reason });
export const notApplicable = (reason: string, ending?: AppliesNoMore): Verdict => ({
  status: "not-applicable",
  reason,
  ...(ending === undefined ? {} : { ending }),
});
