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

export const routingSwitchedOff = defineInventoryCheck({
  id: "routing-switched-off",
  area: "automation",
  topic: "routing",
  title: "The workflows that give records an owner run as they were approved",
  failureTitle: "Lead routing off or changed",
  why: "One workflow hands out all new leads: while it is off, or does something else than it did, they pile up without an owner.",
  executive: "New leads are no longer handed out to the sales team as agreed.",
  decision: "Decide whether the change was meant; until it is taken back, name who hands out new leads.",
  severity: "critical",
  tiers: { severities: ["low", "medium", "high", "critical"], params: [] },
  cadence: "hourly",
  judges: "workflow",
  needs: { fields: ["isEnabled", "references", "updatedAt"], approved: { watches: ["isEnabled", ...editedParts] } },
  params: z.strictObject(changeWindowParams),
  hides: {
    checks: ["lead-unassigned", "form-leads-unassigned", "lead-assigned-late"],
    of: "client",
    where: "isStopped",
    tellsInstead: true,
  },
  failShare: 0.2,
  runbook: `0. Is it off? Look at who came in since, and give them an owner by hand: the workflow will not go back for them.\n${driftRunbook}`,
  whenNotToUse:
    "Where no workflow of HubSpot's sets owners, because another system does: it has nothing to judge then.",
  falsePositives: [
    "A planned change of the routing. Accept it with `revwatch drift --accept`.",
    "A workflow that sets the owner of something else than leads, such as of companies. It counts as routing too; accept the change.",
    "An owner that is set in a property of your own is not seen as routing: `workflow-switched` and `workflow-edited` tell of such a workflow.",
  ],
  sources: [
    "HubSpot, automation API v4: workflows with whether they are on, their revision and their actions",
    "The approved version is what the first complete audit found: docs/decisions/0022-item-versions.md",
  ],

  evaluate(workflow, { approved, ...context }) {
    const { difference, isGone, changedAt, ending } = approved;
    const was = approvedWorkflow(approved);
    if (was === null || !setsOwner(was))
      return forEver(notApplicable("the workflow sets no owner in its approved version"));
    if (difference.length === 0) return forEver(pass(ending));
    if (isPlanned(workflow, approved, context)) return forEver(notApplicable(plannedChange));
    const isStopped = was.isEnabled && (isGone || !workflow.isEnabled || !setsOwner(workflow));
    const isOnlyRenamed = difference.length === 1 && workflow.name !== was.name && !isGone;
    const severity = isStopped ? "critical" : isOnlyRenamed ? "low" : was.isEnabled ? "high" : "medium";
    const evidence = { difference: difference.join("; "), isStopped, isDeleted: isGone };
    return forEver(fail(evidence, { since: changedAt!, severity }));
  },

  brief({ evidence }) {
    return evidence["isStopped"] === true ? "routing stopped" : "routing changed";
  },

  say({ name, evidence, isOver }) {
    const isStopped = evidence["isStopped"] === true;
    const state = isStopped
      ? `${isOver ? "did not hand" : "no longer hands"} out leads`
      : `${isOver ? "was" : "is"} not as it was approved`;
    return `The workflow ${name}, which sets owners, ${state}: ${textIn(evidence, "difference")}.`;
  },
});
