import { campaignUntracked } from "./campaign-tracking/campaign-untracked.ts";
import { contactSourceMissing } from "./campaign-tracking/contact-source-missing.ts";
import { incrementalJudgingDiffers } from "./ourselves/incremental-judging-differs.ts";
import { dealCloseDatePast } from "./stages/deal-close-date-past.ts";
import { dealWithoutNextActivity } from "./stages/deal-without-next-activity.ts";
import { dealAmountMissing } from "./stages/deal-amount-missing.ts";
import { dealCloseDateMissing } from "./stages/deal-close-date-missing.ts";
import { dealCloseDatePushed } from "./stages/deal-close-date-pushed.ts";
import { dealStageFieldMissing } from "./stages/deal-stage-field-missing.ts";
import { dealStale } from "./stages/deal-stale.ts";
import { dealStuckInStage } from "./stages/deal-stuck-in-stage.ts";
import { dealUnassigned } from "./stages/deal-unassigned.ts";
import { dealWithoutContact } from "./stages/deal-without-contact.ts";
import { lostReasonMissing } from "./stages/lost-reason-missing.ts";
import { contactEmailMissing } from "./data-quality/contact-email-missing.ts";
import type { Check } from "./define-check.ts";
import { leadStale } from "./follow-up/lead-stale.ts";
import { leadUnanswered } from "./follow-up/lead-unanswered.ts";
import { leadUnassigned } from "./routing/lead-unassigned.ts";
import { ownerDeactivated } from "./routing/owner-deactivated.ts";
import { pipelineChanged } from "./stages/pipeline-changed.ts";
import { portalUnreadable } from "./ourselves/portal-unreadable.ts";
import { utmValueFragmented } from "./campaign-tracking/utm-value-fragmented.ts";
import { afterHoursLeadWaiting } from "./follow-up/after-hours-lead-waiting.ts";
import { leadNeverContacted } from "./follow-up/lead-never-contacted.ts";
import { leadUntouched } from "./follow-up/lead-untouched.ts";
import { replyUnanswered } from "./follow-up/reply-unanswered.ts";
import { taskOverdue } from "./follow-up/task-overdue.ts";
import { formLeadsUnassigned } from "./routing/form-leads-unassigned.ts";
import { leadAssignedLate } from "./routing/lead-assigned-late.ts";
import { leadLeftWithCatchAll } from "./routing/lead-left-with-catch-all.ts";
import { leadRotationUneven } from "./routing/lead-rotation-uneven.ts";
import { ownersDisagree } from "./routing/owners-disagree.ts";
import { routingSwitchedOff } from "./automation/routing-switched-off.ts";
import { workflowSwitched } from "./automation/workflow-switched.ts";
import { workflowEdited } from "./automation/workflow-edited.ts";
import { workflowReferenceDangling } from "./automation/workflow-reference-dangling.ts";
import { workflowEmpty } from "./automation/workflow-empty.ts";
import { formWithoutFollowUp } from "./capture/form-without-follow-up.ts";
import { superAdminsTooMany } from "./access/super-admins-too-many.ts";
import { superAdminNew } from "./access/super-admin-new.ts";
import { departedOwnerKeepsRecords } from "./access/departed-owner-keeps-records.ts";
import { auditMissed } from "./ourselves/audit-missed.ts";
import { coverageFell } from "./ourselves/coverage-fell.ts";
import { lifecycleBehindDeal } from "./lifecycle/lifecycle-behind-deal.ts";
import { lifecycleValueUnmapped } from "./lifecycle/lifecycle-value-unmapped.ts";
import { mqlVolumeUnusual } from "./lifecycle/mql-volume-unusual.ts";
import { wonDealContactNotCustomer } from "./lifecycle/won-deal-contact-not-customer.ts";
import { disqualifiedWithoutReason } from "./handoff/disqualified-without-reason.ts";
import { leadWithoutContact } from "./handoff/lead-without-contact.ts";
import { mqlNotAccepted } from "./handoff/mql-not-accepted.ts";
import { qualifiedLeadWithoutDeal } from "./handoff/qualified-lead-without-deal.ts";
import { campaignLate } from "./campaign-tracking/campaign-late.ts";
import { paidClickUntracked } from "./campaign-tracking/paid-click-untracked.ts";

const registered: Check[] = [
  afterHoursLeadWaiting,
  campaignLate,
  paidClickUntracked,
  disqualifiedWithoutReason,
  leadWithoutContact,
  mqlNotAccepted,
  qualifiedLeadWithoutDeal,
  campaignUntracked,
  contactEmailMissing,
  contactSourceMissing,
  dealAmountMissing,
  dealCloseDateMissing,
  dealCloseDatePast,
  dealCloseDatePushed,
  dealStageFieldMissing,
  dealStale,
  dealStuckInStage,
  dealUnassigned,
  dealWithoutContact,
  dealWithoutNextActivity,
  formLeadsUnassigned,
  incrementalJudgingDiffers,
  leadAssignedLate,
  leadLeftWithCatchAll,
  leadNeverContacted,
  leadRotationUneven,
  leadStale,
  leadUnanswered,
  leadUnassigned,
  leadUntouched,
  lostReasonMissing,
  lifecycleBehindDeal,
  lifecycleValueUnmapped,
  mqlVolumeUnusual,
  ownerDeactivated,
  ownersDisagree,
  pipelineChanged,
  portalUnreadable,
  replyUnanswered,
  taskOverdue,
  utmValueFragmented,
  routingSwitchedOff,
  workflowSwitched,
  workflowEdited,
  workflowReferenceDangling,
  workflowEmpty,
  formWithoutFollowUp,
  superAdminsTooMany,
  superAdminNew,
  departedOwnerKeepsRecords,
  auditMissed,
  coverageFell,
  wonDealContactNotCustomer,
];

/** Every check there is, in alphabetical order of id, however its line above came to stand. */
export const checks: readonly Check[] = registered.sort((a, b) => (a.id < b.id ? -1 : 1));

/**
 * Adds a check to those that are shipped. Config files know the settings of shipped ones; this one goes by whatever
 * settings it is handed.
 *
 * @returns Takes it out again.
 * @throws {TypeError} When another check has its id.
 */
export function registerCheck(check: Check): () => void {
  if (checkById(check.id) !== undefined)
    throw new TypeError(`There is a check "${check.id}" already. Give it an id of its own.`);
  const after = registered.findIndex(({ id }) => id > check.id);
  registered.splice(after === -1 ? registered.length : after, 0, check);
  return () => void registered.splice(registered.indexOf(check), 1);
}

/** The check of that id, or undefined. */
export function checkById(id: string): Check | undefined {
  return checks.find((check) => check.id === id);
}
