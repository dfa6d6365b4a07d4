import { z } from "zod";
import { instantIn, textIn } from "../evidence.ts";
import { daysAfter, forEver, holding } from "../holds-until.ts";
import { defineRecordCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";

export const dealWithoutNextActivity = defineRecordCheck({
  id: "deal-without-next-activity",
  area: "stages",
  topic: "stale-deals",
  title: "Deals in the second half of the pipeline have a next step",
  failureTitle: "Late-stage deals without a next step",
  why: "A late deal with nothing planned has stalled already; nobody has said so yet.",
  executive: "Deals you expect to win have no next step in the calendar.",
  decision: "Decide which of these deals are still alive.",
  severity: "high",
  cadence: "daily",
  startsIn: "alert",
  judges: "deal",
  needs: { fields: ["stage", "nextActivityAt", "createdAt"], shows: ["ownerId", "amount"] },
  params: z.strictObject({
    fromProgressPercent: z
      .int()
      .min(0)
      .max(100)
      .default(50)
      .describe("Place in the pipeline from which a next step is asked for: 0 first, 100 last open stage"),
    graceDays: z.int().min(0).max(60).default(7).describe("Calendar days after creation in which a deal is left alone"),
  }),
  failShare: 0.25,
  runbook: [
    "1. Agree the next step with the buyer, then plan it in HubSpot as a meeting or a task with a date.",
    "2. If there is none to agree on, move the deal back or close it.",
  ].join("\n"),
  whenNotToUse: "Where meetings and tasks are planned in a tool that is not synced with HubSpot.",
  falsePositives: [
    "A next step planned in a calendar or a tool that does not sync with HubSpot.",
    "A deal that waits for the customer by agreement. A task with the date on which to ask again says so, and ends the finding.",
  ],
  sources: [
    "HubSpot, default deal properties: https://knowledge.hubspot.com/properties/hubspots-default-deal-properties",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(deal, context) {
    const { asOf, params, businessTime } = context;
    if (deal.stage.isClosed) return forEver(notApplicable("the deal is closed"));
    if (deal.stage.progress === null)
      return forEver(unknown(`the stage ${deal.stage.label} is not in any pipeline that HubSpot lists`));
    if (deal.stage.progress * 100 < params.fromProgressPercent)
      return forEver(notApplicable("the deal is early in its pipeline"));
    if (deal.createdAt !== null && businessTime.localDaysBetween(deal.createdAt, asOf) < params.graceDays) {
      const graceEnds = daysAfter(context, businessTime.localDay(deal.createdAt), params.graceDays);
      return holding(notApplicable("the deal is new"), context, graceEnds);
    }
    if (deal.nextActivityAt !== null && deal.nextActivityAt > asOf)
      return holding(pass(), context, deal.nextActivityAt);

    const failure = fail({
      stage: deal.stage.label,
      pipeline: deal.stage.pipelineLabel,
      lastPlannedStepAt: deal.nextActivityAt?.toISOString() ?? null,
      amount: deal.amount,
    });
    return forEver(failure);
  },

  brief({ evidence }) {
    return `in “${textIn(evidence, "stage")}”, no next step`;
  },

  say({ name, evidence, isOver, businessTime }) {
    const where = `${name} ${isOver ? "was" : "is"} in “${textIn(evidence, "stage")}” with no next step`;
    if (evidence["lastPlannedStepAt"] === null) return `${where}.`;
    const last = businessTime.localDay(instantIn(evidence, "lastPlannedStepAt"));
    return `${where}: the last planned one was on ${last}.`;
  },
});
