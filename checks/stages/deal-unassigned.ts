import { z } from "zod";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { textIn } from "../evidence.ts";
import { graceEnds, graceParams } from "../grace.ts";
import { forEver, holding } from "../holds-until.ts";

export const dealUnassigned = defineRecordCheck({
  id: "deal-unassigned",
  area: "stages",
  topic: "routing",
  title: "Every open deal has an owner",
  failureTitle: "Open deals without an owner",
  why: "A deal without an owner is on no one's list and in no one's forecast, and its buyer hears from no one.",
  executive: "Some open deals belong to no one.",
  decision: "Decide who owns these deals.",
  severity: "high",
  cadence: "daily",
  judges: "deal",
  // An owner who has left is told by owner-deactivated: here the owner is empty.
  needs: { fields: ["stage", "ownerId", "createdAt"], shows: ["amount"] },
  params: z.strictObject({ ...graceParams }),
  failShare: 0.1,
  runbook: [
    "1. Give the deal to someone who works its pipeline now.",
    "2. Look at how it was made: an integration or a workflow that makes deals has to set an owner.",
  ].join("\n"),
  whenNotToUse: "Where a pipeline is worked as a queue without owners on purpose.",
  falsePositives: [
    "A queue from which a team picks deals on purpose. Raise `graceDays` to the time that a deal may wait in it.",
  ],
  sources: [
    "HubSpot, default deal properties: https://knowledge.hubspot.com/properties/hubspots-default-deal-properties",
    "A deal of a deactivated owner is not counted here: owner-deactivated tells it",
  ],

  evaluate(deal, context) {
    if (deal.stage.isClosed) return forEver(notApplicable("the deal is closed"));
    if (deal.ownerId !== null) return forEver(pass());
    const newUntil = graceEnds(context, deal.createdAt);
    if (newUntil !== null && newUntil > context.asOf)
      return holding(notApplicable("the deal is new"), context, newUntil);
    return forEver(fail({ stage: deal.stage.label, pipeline: deal.stage.pipelineLabel, amount: deal.amount }));
  },

  brief({ evidence }) {
    return `in “${textIn(evidence, "stage")}”, no owner`;
  },

  say({ name, evidence, isOver }) {
    return `${name} ${isOver ? "was" : "is"} in “${textIn(evidence, "stage")}” without an owner.`;
  },
});
