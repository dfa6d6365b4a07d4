import { notApplicable, type Verdict } from "./verdict.ts";

/** What a person can say of a finding: the check is mistaken about this subject, or the subject is no lead at all. */
export const exclusionKinds = ["wrong", "not-a-lead"] as const;
export type ExclusionKind = (typeof exclusionKinds)[number];

/** One check is not to speak of one subject, because a person said so. It holds until it is taken back. */
export interface Exclusion {
  readonly kind: ExclusionKind;
  readonly reason: string;
  readonly byWhom: string;
  readonly at: Date;
}

const kindWords: Readonly<Record<ExclusionKind, string>> = {
  wrong: "the finding is wrong",
  "not-a-lead": "not a lead",
};

/** "closed by Ana: not a lead (sells to us)". */
export function sayExclusion({ kind, reason, byWhom }: Pick<Exclusion, "kind" | "reason" | "byWhom">): string {
  return `closed by ${byWhom}: ${kindWords[kind]} (${reason})`;
}

/** A verdict under what a person has said: the excluded subject cannot fail. */
export function heeding(exclusion: Exclusion | undefined, verdict: Verdict): Verdict {
  if (exclusion === undefined || verdict.status !== "fail") return verdict;
  return notApplicable(sayExclusion(exclusion), "closed-by-person");
}

/** How many findings of a check there are, and how many of them a person called wrong or not a lead. */
export interface CheckPrecision {
  readonly findings: number;
  readonly excluded: number;
}

/** The share of its findings that people called wrong, in percent with one digit; null without a finding. */
export function falsePositivePercent({ findings, excluded }: CheckPrecision): number | null {
  return findings === 0 ? null : Math.round((1000 * excluded) / findings) / 10;
}
