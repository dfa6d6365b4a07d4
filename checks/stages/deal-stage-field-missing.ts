import { z } from "zod";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { textIn } from "../evidence.ts";
import { graceEnds, graceParams } from "../grace.ts";
import { forEver, holding } from "../holds-until.ts";
import { ofStage } from "../of-stage.ts";

/** What a stage can ask for, as people call it. Owner, contact and next activity have checks of their own. */
const fieldNames = {
  amount: "amount",
  closeAt: "close date",
  nextStep: "next step",
  dealType: "deal type",
  priority: "priority",
} as const;
type Field = keyof typeof fieldNames;
const fields = Object.keys(fieldNames) as readonly Field[];

export const dealStageFieldMissing = defineRecordCheck({
  id: "deal-stage-field-missing",
  area: "stages",
  topic: "stale-deals",
  title: "Open deals have what their stage asks for",
  failureTitle: "Deals without what their stage asks for",
  why: "A stage says what is known by then. Where that is missing, the stage is a wish, and so is its probability in the forecast.",
  executive: "Deals are counted as further along than what is known of them allows.",
  decision: "Decide whether these deals move back, or what is missing is filled in this week.",
  severity: "high",
  cadence: "daily",
  judges: "deal",
  needs: { fields: ["stage", "createdAt", ...fields], shows: ["ownerId"] },
  params: z.strictObject({
    requiredFields: z
      .record(z.string().min(1), z.array(z.enum(fields)).min(1))
      .default({})
      .describe("What a deal has to have: the stage's name, or its id in HubSpot, and the fields"),
    ...graceParams,
  }),
  acceptedBy: { same: ["missing"] },
  failShare: 0.2,
  runbook: [
    "1. Fill in what is missing, from what the buyer has said.",
    "2. If it is not known yet, move the deal back to the stage that it is really in.",
  ].join("\n"),
  whenNotToUse: "Until the team has agreed on what each stage asks for. Without `requiredFields` nothing is judged.",
  falsePositives: [
    "A stage whose rules have changed. Change `requiredFields` with it: HubSpot does not tell which properties a stage requires.",
    "What the team keeps in a property of its own. Only the fields named above can be asked for.",
  ],
  sources: [
    "What a stage asks for is the client's own: nothing is required by default",
    "HubSpot, pipelines API: the properties that a stage requires on its screens are in none of its answers",
  ],

  evaluate(deal, context) {
    const { params, asOf } = context;
    if (deal.stage.isClosed) return forEver(notApplicable("the deal is closed"));
    const required = ofStage(params.requiredFields, deal.stage) ?? [];
    if (required.length === 0) return forEver(notApplicable("nothing is required in its stage"));
    const missing = fields.filter((field) => required.includes(field) && deal[field] === null);
    if (missing.length === 0) return forEver(pass());
    const newUntil = graceEnds(context, deal.createdAt);
    if (newUntil !== null && newUntil > asOf) return holding(notApplicable("the deal is new"), context, newUntil);
    const failure = fail({
      missing: missing.map((field) => fieldNames[field]).join(", "),
      stage: deal.stage.label,
      pipeline: deal.stage.pipelineLabel,
    });
    return forEver(failure);
  },

  brief({ evidence }) {
    return `in “${textIn(evidence, "stage")}”, no ${listed(evidence)}`;
  },

  say({ name, evidence, isOver }) {
    return `${name} ${isOver ? "was" : "is"} in “${textIn(evidence, "stage")}” without ${listed(evidence)}.`;
  },
});

/** "amount, close date and priority". */
function listed(evidence: Parameters<typeof textIn>[0]): string {
  return textIn(evidence, "missing").replace(/, ([^,]+)$/, " and $1");
}
