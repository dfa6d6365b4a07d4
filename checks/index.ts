import { campaignUntracked } from "./campaign-tracking/campaign-untracked.ts";
import { contactSourceMissing } from "./campaign-tracking/contact-source-missing.ts";
import { incrementalJudgingDiffers } from "./ourselves/incremental-judging-differs.ts";
import { dealCloseDatePast } from "./stages/deal-close-date-past.ts";
import { dealWithoutNextActivity } from "./stages/deal-without-next-activity.ts";
import type { Check } from "./define-check.ts";
import { leadStale } from "./follow-up/lead-stale.ts";
import { leadUnanswered } from "./follow-up/lead-unanswered.ts";
import { leadUnassigned } from "./routing/lead-unassigned.ts";
import { ownerDeactivated } from "./routing/owner-deactivated.ts";
import { portalUnreadable } from "./ourselves/portal-unreadable.ts";
import { utmValueFragmented } from "./campaign-tracking/utm-value-fragmented.ts";

/** Every check there is, in alphabetical order of id. */
export const checks: readonly Check[] = [
  campaignUntracked,
  contactSourceMissing,
  dealCloseDatePast,
  dealWithoutNextActivity,
  incrementalJudgingDiffers,
  leadStale,
  leadUnanswered,
  leadUnassigned,
  ownerDeactivated,
  portalUnreadable,
  utmValueFragmented,
];

/** The check of that id, or undefined. */
export function checkById(id: string): Check | undefined {
  return checks.find((check) => check.id === id);
}
