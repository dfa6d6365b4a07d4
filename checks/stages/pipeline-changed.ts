import { z } from "zod";
import { changeWindowParams, isInChangeWindow, plannedChange } from "../change-window.ts";
import { defineInventoryCheck, fail, notApplicable, pass } from "../define-check.ts";
import { textIn } from "../evidence.ts";
import { forEver } from "../holds-until.ts";

export const pipelineChanged = defineInventoryCheck({
  id: "pipeline-changed",
  area: "stages",
  topic: "stale-deals",
  title: "Deal pipelines are as they were approved",
  failureTitle: "Changed deal pipelines",
  why: "Forecasts, reports and workflows are built on stages: one that is renamed, moved, removed or weighted anew changes them all without a word.",
  executive: "The steps of the sales process were changed, so figures before and after may not mean the same.",
  decision: "Decide whether the change was meant: have it accepted, or taken back.",
  severity: "high",
  cadence: "hourly",
  startsIn: "alert",
  judges: "pipeline",
  needs: { fields: ["updatedAt"], approved: { watches: ["name", "stages"] } },
  params: z.strictObject(changeWindowParams),
  failShare: 0.5,
  runbook: [
    "1. `revwatch drift` shows what differs from the approved version. Who changed it stands in HubSpot, in the pipeline's change log.",
    "2. Was it meant? `revwatch drift --accept pipeline/ID --by NAME` makes it the approved version; `--this-client-only` does so as an exception.",
    "3. Was it not? Take it back in HubSpot; the finding ends with the next audit. Workflows and reports that name a removed stage have to be corrected by hand.",
    "4. Not clear yet? `revwatch drift --investigate pipeline/ID --by NAME` says who looks into it.",
  ].join("\n"),
  whenNotToUse:
    "While a team rebuilds its sales process: switch it off until the new pipelines stand, and they are approved as they are found then.",
  falsePositives: [
    "A change that was meant. Accept it with `revwatch drift --accept`, and it is the approved version.",
  ],
  sources: [
    "HubSpot, pipelines API: stages with their labels, order, win probabilities and whether they are closed",
    "The approved version is what the first complete audit found: docs/decisions/0022-item-versions.md",
  ],

  evaluate({ updatedAt }, { approved, ...context }) {
    const { difference, isGone, changedAt, ending } = approved;
    if (difference.length === 0) return forEver(pass(ending));
    const madeAt = isGone ? changedAt : (updatedAt ?? changedAt);
    if (madeAt !== null && isInChangeWindow(madeAt, context)) return forEver(notApplicable(plannedChange));
    return forEver(fail({ difference: difference.join("; "), isDeleted: isGone }, { since: changedAt! }));
  },

  say({ name, evidence, isOver }) {
    const difference = textIn(evidence, "difference");
    return `The pipeline ${name} ${isOver ? "was" : "is"} not as it was approved: ${difference}.`;
  },
});
