import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import { plusDays } from "../../domain/time/civil-day.ts";
import { defineRecordCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { instantIn, numberIn, textIn } from "../evidence.ts";
import { forEver, holding, leavesWindow } from "../holds-until.ts";
import { ofStage } from "../of-stage.ts";
import { startOfWindow } from "../window.ts";

const days = z.int().min(1).max(1000);

export const dealStuckInStage = defineRecordCheck({
  id: "deal-stuck-in-stage",
  area: "stages",
  topic: "stale-deals",
  title: "Open deals move on through their stages",
  failureTitle: "Deals stuck in their stage",
  why: "The longer a deal stays in one stage, the less likely it is won, and the forecast still weighs it as if it had just arrived.",
  executive: "Deals have been at the same step for months and are still counted on.",
  decision: "Decide which of these deals move, and which are closed.",
  severity: "medium",
  cadence: "daily",
  judges: "deal",
  needs: { fields: ["stage", "stageEnteredAt"], shows: ["ownerId", "amount"] },
  params: z.strictObject({
    maxDaysInStage: days.default(60).describe("Calendar days an open deal may stay in one stage"),
    maxDaysInStageOf: z
      .record(z.string().min(1), days)
      .default({})
      .describe("Other limits for single stages: the stage's name, or its id in HubSpot, and its calendar days"),
  }),
  acceptedBy: { same: ["stage", "enteredAt"] },
  failShare: 0.25,
  runbook: [
    "1. Ask the owner what has to happen before the deal moves, and plan that with a date.",
    "2. If it will not move, close it as lost, with its reason.",
    "3. Do healthy deals stay that long in this stage? Give it a limit of its own in `maxDaysInStageOf`.",
  ].join("\n"),
  whenNotToUse:
    "For pipelines in which deals rest by design, such as renewals that wait for their year. Raise the limit of those stages.",
  falsePositives: [
    "A stage that is slow even when all goes well: the limit is a fixed number of days. Give the stage its own in `maxDaysInStageOf`.",
    "A deal that waits by agreement, such as for a budget that opens in spring. Accept its finding until then.",
  ],
  sources: [
    "HubSpot, the property “Date entered current stage”: portals below Professional do not have it, and the check is not assessed there",
    "The usual time of a stage plays no part: for that, the history of every deal that has left it would have to be read",
    "60 days: a limit that other auditors use, to be tuned for each client",
  ],

  evaluate(deal, context) {
    const { params, businessTime } = context;
    if (deal.stage.isClosed) return forEver(notApplicable("the deal is closed"));
    if (deal.stageEnteredAt === null)
      return forEver(unknown("HubSpot does not say since when the deal is in its stage"));

    const limitDays = ofStage(params.maxDaysInStageOf, deal.stage) ?? params.maxDaysInStage;
    if (deal.stageEnteredAt >= startOfWindow(context, limitDays))
      return holding(pass(), context, leavesWindow(context, deal.stageEnteredAt, limitDays));
    const stuckOn = plusDays(businessTime.localDay(deal.stageEnteredAt), limitDays + 1);
    const failure = fail(
      {
        enteredAt: deal.stageEnteredAt.toISOString(),
        maxDaysInStage: limitDays,
        stage: deal.stage.label,
        pipeline: deal.stage.pipelineLabel,
        amount: deal.amount,
      },
      { since: businessTime.startOfDay(stuckOn) },
    );
    return forEver(failure);
  },

  brief({ evidence }) {
    return `still in “${textIn(evidence, "stage")}” (limit ${countOf(numberIn(evidence, "maxDaysInStage"), "day")})`;
  },

  say({ name, evidence, at, isOver, businessTime }) {
    const enteredAt = instantIn(evidence, "enteredAt");
    const limit = countOf(numberIn(evidence, "maxDaysInStage"), "day");
    const what = `${name} ${isOver ? "was" : "has been"} in “${textIn(evidence, "stage")}”`;
    return at === null
      ? `${what} since ${businessTime.localDay(enteredAt)} (limit ${limit}).`
      : `${what} for ${countOf(businessTime.localDaysBetween(enteredAt, at), "day")} (limit ${limit}).`;
  },
});
