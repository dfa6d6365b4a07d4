import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import { daysBetween, nextDay } from "../../domain/time/civil-day.ts";
import { textIn } from "../evidence.ts";
import { daysAfter, forEver, holding } from "../holds-until.ts";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";

export const dealCloseDatePast = defineRecordCheck({
  id: "deal-close-date-past",
  area: "stages",
  topic: "stale-deals",
  title: "Open deals have a close date that is still ahead",
  failureTitle: "Open deals past their close date",
  why: "A deal that should have closed last week makes every forecast it is part of wrong.",
  executive: "The forecast counts on deals whose date has already passed.",
  decision: "Ask each owner to close or re-date these deals before the next forecast.",
  severity: "medium",
  tiers: { severities: ["medium", "high"], params: ["highAfterDays"] },
  cadence: "daily",
  startsIn: "alert",
  judges: "deal",
  needs: { fields: ["stage", "closeAt"], shows: ["ownerId", "amount"] },
  params: z.strictObject({
    graceDays: z.int().min(0).max(90).default(0).describe("Calendar days after the close date before it counts"),
    highAfterDays: z
      .int()
      .min(1)
      .max(365)
      .default(14)
      .describe("Calendar days past the close date after which it is high"),
  }),
  acceptedBy: { same: ["closeOn"] },
  failShare: 0.25,
  runbook: [
    "1. Ask the owner what really happened.",
    "2. Close the deal as won or lost, or set the date that the buyer has named. Never push all dates at once: that hides the slippage.",
  ].join("\n"),
  whenNotToUse: "For pipelines whose deals renew by themselves and whose close date is not kept.",
  falsePositives: [
    "Deals that renew by themselves and whose close date nobody keeps. Exclude them, or raise `graceDays`.",
    "A deal that was won or lost and that nobody has moved yet. Moving it ends the finding.",
  ],
  sources: [
    "HubSpot, default deal properties: https://knowledge.hubspot.com/properties/hubspots-default-deal-properties",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(deal, context) {
    const { asOf, params, businessTime } = context;
    if (deal.stage.isClosed) return forEver(notApplicable("the deal is closed"));
    if (deal.closeAt === null) return forEver(notApplicable("the deal has no close date"));

    const closeOn = businessTime.meantDay(deal.closeAt);
    const pastDays = daysBetween(closeOn, businessTime.localDay(asOf));
    const afterDays = (days: number) => daysAfter(context, closeOn, days + 1);
    if (pastDays <= params.graceDays) return holding(pass(), context, afterDays(params.graceDays));
    const failure = fail(
      {
        closeOn,
        graceDays: params.graceDays,
        stage: deal.stage.label,
        pipeline: deal.stage.pipelineLabel,
        amount: deal.amount,
      },
      {
        since: businessTime.startOfDay(nextDay(closeOn)),
        severity: pastDays > params.highAfterDays ? "high" : "medium",
      },
    );
    return holding(failure, context, afterDays(params.highAfterDays));
  },

  brief({ evidence }) {
    return `in “${textIn(evidence, "stage")}”, close date ${textIn(evidence, "closeOn")}`;
  },

  say({ name, evidence, at, isOver, businessTime }) {
    const closeOn = textIn(evidence, "closeOn");
    const where = `${name} ${isOver ? "was" : "is"} still in “${textIn(evidence, "stage")}”`;
    if (at === null) return `${where}; its close date was ${closeOn}.`;
    return `${where}, ${countOf(daysBetween(closeOn, businessTime.localDay(at)), "day")} after its close date ${closeOn}.`;
  },
});
