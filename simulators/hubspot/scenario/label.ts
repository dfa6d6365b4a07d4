/**
 * What can be amiss, each with its row of the catalogue of checks. Rows for which no check exists yet are planted all
 * the same: whoever writes the check finds its trouble waiting.
 */
export const catalogueRows = {
  "deal-close-date-past": "PIP-01",
  "deal-without-next-activity": "PIP-02",
  "won-deal-contact-not-customer": "LIF-02",
  "lead-unassigned": "RTE-01",
  "owner-deactivated": "RTE-02",
  "routing-switched-off": "RTE-10",
  "lead-unanswered": "SPD-01",
  "lead-stale": "SPD-11",
  "qualified-lead-without-deal": "HND-01",
  "disqualified-without-reason": "HND-03",
  "contact-source-missing": "CMP-01",
  "utm-value-fragmented": "CMP-04",
  "campaign-untracked": "CMP-08",
  "form-without-follow-up": "FRM-01",
} as const;

export type Trouble = keyof typeof catalogueRows;

/** What is amiss in a portal and how long, in the words of whoever made it so. */
export interface Label {
  /** The catalogue's name of the check that should notice. */
  readonly checkId: Trouble;
  readonly subjectType: "contact" | "deal" | "lead" | "owner" | "campaign" | "workflow" | "form" | "portal";
  readonly subjectId: string;
  /** From here on the condition holds. */
  readonly from: string;
  /** When it was mended; null while it is open. */
  readonly until: string | null;
  /** What happened, in a sentence. */
  readonly story: string;
}
