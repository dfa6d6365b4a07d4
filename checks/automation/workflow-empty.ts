import { z } from "zod";
import { defineInventoryCheck, fail, notApplicable, pass } from "../define-check.ts";
import { instantIn } from "../evidence.ts";
import { forEver, holding } from "../holds-until.ts";

const dayMs = 86_400_000;

export const workflowEmpty = defineInventoryCheck({
  id: "workflow-empty",
  area: "automation",
  topic: "automation",
  title: "Workflows that are on do something",
  failureTitle: "Workflows that are on and do nothing",
  why: "A workflow without actions enrolls records and does nothing with them, while everybody believes that it works.",
  executive: "An automatic step that people rely on does nothing at all.",
  decision: "Decide whether this automatic step is finished or switched off.",
  severity: "high",
  cadence: "daily",
  judges: "workflow",
  needs: { fields: ["isEnabled", "actionCount", "createdAt"] },
  params: z.strictObject({
    graceDays: z.int().min(0).max(365).default(7).describe("Days, of 24 hours, for which a new workflow may be empty"),
  }),
  failShare: 0.2,
  runbook: [
    "1. Open the workflow in HubSpot and its revision history: were its actions removed, or were they never there?",
    "2. Restore or add the actions, or switch the workflow off.",
  ].join("\n"),
  whenNotToUse: "Where workflows are kept empty on purpose, such as to count who would be enrolled.",
  falsePositives: [
    "A workflow that is kept only for its enrollment counts or its goal. Exclude it.",
    "One whose actions were removed a moment ago for a rebuild, if the workflow itself is older than the grace time.",
  ],
  sources: [
    "HubSpot, automation API v4: the actions of a workflow",
    "The limit is our proposal, to be tuned for each client",
  ],

  evaluate({ isEnabled, actionCount, createdAt }, context) {
    if (!isEnabled) return forEver(notApplicable("the workflow is off"));
    if (actionCount > 0) return forEver(pass());
    const graceEndsAt = new Date(createdAt.getTime() + context.params.graceDays * dayMs);
    // On the limit itself it is not older than that.
    if (context.asOf <= graceEndsAt)
      return holding(notApplicable("the workflow is new"), context, new Date(graceEndsAt.getTime() + 1));
    return forEver(fail({ createdAt: createdAt.toISOString() }));
  },

  brief: () => "on, without an action",

  say({ name, evidence, isOver, businessTime }) {
    const since = businessTime.localDay(instantIn(evidence, "createdAt"));
    return `The workflow ${name}, made on ${since}, ${isOver ? "was" : "is"} on and ${isOver ? "had" : "has"} no action.`;
  },
});
