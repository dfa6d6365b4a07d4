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
  editedParts,
  setsOwner,
} from "../workflow-drift.ts";

export const workflowEdited = defineInventoryCheck({
  id: "workflow-edited",
  area: "automation",
  topic: "automation",
  title: "Workflows do what they did when they were approved",
  failureTitle: "Edited workflows",
  why: "An edit changes what happens to every record from then on, and HubSpot tells nobody who relies on it.",
  executive: "An automatic step of the sales process was changed without anyone having agreed to it.",
  decision: "Decide whether the edit was meant: have it accepted, or taken back.",
  severity: "medium",
  tiers: { severities: ["low", "medium"], params: [] },
  cadence: "hourly",
  judges: "workflow",
  needs: { fields: ["isEnabled", "updatedAt"], approved: { watches: editedParts } },
  params: z.strictObject(changeWindowParams),
  failShare: 0.3,
  runbook: driftRunbook,
  whenNotToUse:
    "While a team rebuilds its automation: switch it off until the new workflows stand, and accept them then.",
  falsePositives: [
    "An edit that was agreed. Accept it.",
    "What an action says inside, such as the text of an e-mail, is told only as “edited in a way that is not shown here”.",
    "A draft that was never switched on and is being worked on. It is told as low.",
  ],
  sources: [
    "HubSpot, automation API v4: a workflow's revision, actions and enrollment criteria",
    "The approved version is what the first complete audit found: docs/decisions/0022-item-versions.md",
  ],

  evaluate({ isEnabled, updatedAt }, { approved, ...context }) {
    const { difference, isGone, changedAt, ending } = approved;
    const was = approvedWorkflow(approved);
    if (was !== null && setsOwner(was))
      return forEver(notApplicable("it sets owners: routing-switched-off watches it"));
    if (difference.length === 0) return forEver(pass(ending));
    if (isPlanned({ updatedAt }, approved, context)) return forEver(notApplicable(plannedChange));
    if (was === null) return forEver(notApplicable("it is new, so there is nothing that it was edited from"));
    if (isGone) return forEver(notApplicable("it is deleted, and no edit"));
    const severity = was.isEnabled || isEnabled ? "medium" : "low";
    return forEver(fail({ difference: difference.join("; ") }, { since: changedAt!, severity }));
  },

  say({ name, evidence, isOver }) {
    return `The workflow ${name} ${isOver ? "was" : "is"} not as it was approved: ${textIn(evidence, "difference")}.`;
  },
});
