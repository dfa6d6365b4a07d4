import { z } from "zod";
import { defineInventoryCheck, fail, notApplicable, pass } from "../define-check.ts";
import { textIn } from "../evidence.ts";
import { forEver } from "../holds-until.ts";
import {
  approvedWorkflow,
  changeWindowParams,
  isPlanned,
  plannedChange,
  driftRunbook,
  setsOwner,
} from "../workflow-drift.ts";

export const workflowSwitched = defineInventoryCheck({
  id: "workflow-switched",
  area: "automation",
  topic: "automation",
  title: "Workflows are on or off as they were approved",
  failureTitle: "Workflows switched on or off",
  why: "A workflow that was switched off stops without a word: follow-ups, hand-overs and clean-ups simply do not happen.",
  executive: "An automatic step of the sales process was switched off or on without anyone having agreed to it.",
  decision: "Decide whether the switch was meant: have it accepted, or taken back.",
  severity: "high",
  tiers: { severities: ["low", "medium", "high"], params: [] },
  cadence: "hourly",
  judges: "workflow",
  needs: { fields: ["isEnabled", "updatedAt"], approved: { watches: ["isEnabled"] } },
  params: z.strictObject(changeWindowParams),
  failShare: 0.2,
  runbook: driftRunbook,
  whenNotToUse:
    "While a team rebuilds its automation: switch it off until the new workflows stand, and accept them then.",
  falsePositives: [
    "A workflow for one occasion that was switched off when that was over. Accept the change.",
    "A new workflow that was switched on is told once, as low, so that a person approves it: an unapproved one is not watched.",
    "One that was switched off and on again between two audits is not seen.",
  ],
  sources: [
    "HubSpot, automation API v4: the list of workflows says which are on",
    "The approved version is what the first complete audit found: docs/decisions/0022-item-versions.md",
  ],

  evaluate({ isEnabled, updatedAt }, { approved, ...context }) {
    const { difference, isGone, changedAt, ending } = approved;
    const was = approvedWorkflow(approved);
    if (was !== null && setsOwner(was))
      return forEver(notApplicable("it sets owners: routing-switched-off watches it"));
    if (difference.length === 0) return forEver(pass(ending));
    if (isPlanned({ updatedAt }, approved, context)) return forEver(notApplicable(plannedChange));
    if (was === null && !isEnabled) return forEver(notApplicable("it is new, and off"));
    if (isGone && !was!.isEnabled) return forEver(notApplicable("it was off when it was deleted"));
    const severity = was === null ? "low" : was.isEnabled ? "high" : "medium";
    const said = was === null ? "New, and switched on" : isGone ? "Deleted while it was on" : difference.join("; ");
    return forEver(fail({ difference: said, isDeleted: isGone }, { since: changedAt!, severity }));
  },

  brief({ evidence }) {
    const said = textIn(evidence, "difference");
    return `${said.charAt(0).toLowerCase()}${said.slice(1)}`;
  },

  say({ name, evidence, isOver }) {
    return `The workflow ${name} ${isOver ? "was" : "is"} not as it was approved: ${textIn(evidence, "difference")}.`;
  },
});
