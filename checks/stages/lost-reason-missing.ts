import { z } from "zod";
import { aggregate, defineMeasureCheck, ofWhole, whole } from "../define-check.ts";
import { numberIn } from "../evidence.ts";
import { judgeShareMissing, sampleParams, sayShareMissing } from "../share-missing.ts";

const params = z.strictObject({
  windowDays: z
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe("Calendar days back from now whose lost deals are counted, by their close date"),
  maxMissingPercent: z
    .number()
    .min(0)
    .max(100)
    .default(10)
    .describe("Share of lost deals that may be without a reason, in percent"),
  ...sampleParams,
});
type Params = z.output<typeof params>;

const withoutReason = aggregate({
  of: "deal",
  fields: ["isLost", "closeAt", "lostReason"],
  windowDays: ({ windowDays }: Params) => windowDays,
  contribution({ isLost, closeAt, lostReason }, { businessTime }) {
    if (isLost !== true || closeAt === null) return null;
    const at = businessTime.startOfDay(businessTime.meantDay(closeAt));
    return { cohort: whole, at, value: lostReason === null ? 1 : 0 };
  },
});

export const lostReasonMissing = defineMeasureCheck({
  id: "lost-reason-missing",
  area: "stages",
  topic: "stale-deals",
  title: "Lost deals say why they were lost",
  failureTitle: "Lost deals without a reason",
  why: "A team that does not write down why a deal was lost loses the next one for the same reason: price, timing and missing features look alike in the figures.",
  executive: "The reasons why you lose are not written down, so nothing can be learned from them.",
  decision: "Have a reason required before a deal can be closed as lost.",
  severity: "medium",
  cadence: "daily",
  judges: "portal",
  needs: { aggregate: withoutReason },
  params,
  acceptedBy: { same: [], atMost: ["missingPercent"] },
  failShare: 1,
  runbook: [
    "1. In HubSpot, filter lost deals of this month by “Closed lost reason is unknown”, and ask each owner while it is remembered.",
    "2. Make the property required in the lost stage, with a few reasons to choose from.",
  ].join("\n"),
  whenNotToUse:
    "Where the reason is kept in a property of the client's own: only HubSpot's “Closed lost reason” is read.",
  falsePositives: [
    "A clean-up in which many old deals are closed as lost at once. It leaves the window after `windowDays`.",
    "Duplicates and test deals that are closed as lost in place of being deleted.",
  ],
  sources: [
    "HubSpot, default deal properties: “Closed lost reason” and “Is closed lost”",
    "https://knowledge.hubspot.com/properties/hubspots-default-deal-properties",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate: ofWhole(
    { id: "lost-deals", label: "Lost deals" },
    {
      minSample: ({ minSample }: Params) => minSample,
      saySample: ({ windowDays }) => `deals lost in ${windowDays} days`,
      evaluate: (figures, { params: limits }) => judgeShareMissing(figures, limits),
    },
  ),

  say: (failure) =>
    sayShareMissing(failure, {
      records: `deals lost in ${numberIn(failure.evidence, "windowDays")} days`,
      what: "reason",
    }),
});
