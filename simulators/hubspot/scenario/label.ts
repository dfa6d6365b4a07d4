/** What is amiss in a portal and how long, in the words of whoever made it so. */
export interface Label {
  /** The catalogue's name of the check that should notice. */
  readonly checkId:
    | "deal-close-date-past"
    | "deal-without-next-activity"
    | "lead-unassigned"
    | "owner-deactivated"
    | "lead-unanswered"
    | "lead-stale"
    | "contact-source-missing"
    | "utm-value-fragmented"
    | "campaign-untracked";
  readonly subjectType: "contact" | "deal" | "owner" | "campaign" | "portal";
  readonly subjectId: string;
  /** From here on the condition holds. */
  readonly from: string;
  /** When it was mended; null while it is open. */
  readonly until: string | null;
  /** What happened, in a sentence. */
  readonly story: string;
}
