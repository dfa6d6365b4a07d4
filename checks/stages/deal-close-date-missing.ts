import { z } from "zod";
import { aggregate, defineMeasureCheck, ofWhole, whole, type CheckContext } from "../define-check.ts";
import { graceEnds, graceParams } from "../grace.ts";
import { judgeShareMissing, sayShareMissing, shareMissingParams } from "../share-missing.ts";

const params = z.strictObject({ ...shareMissingParams(30, 30), ...graceParams });
type Params = z.output<typeof params>;

const withoutCloseDate = aggregate({
  of: "deal",
  fields: ["stage", "closeAt", "createdAt"],
  contribution({ stage, closeAt, createdAt }, context: Omit<CheckContext<Params>, "asOf">) {
    if (stage.isClosed) return null;
    // It counts from the day on which it is no longer new.
    const at = graceEnds(context, createdAt);
    return { cohort: whole, value: closeAt === null ? 1 : 0, ...(at === null ? {} : { at }) };
  },
});

export const dealCloseDateMissing = defineMeasureCheck({
  id: "deal-close-date-missing",
  area: "stages",
  topic: "stale-deals",
  title: "Open deals have a close date",
  failureTitle: "Open deals without a close date",
  why: "A deal without a close date is in no month of the forecast, and no one notices when it slips.",
  executive: "For many of your open deals, no one has said when they will be decided.",
  decision: "Decide from which step on a deal has to have a date, and have the rest filled in.",
  severity: "high",
  cadence: "daily",
  judges: "portal",
  needs: { aggregate: withoutCloseDate },
  params,
  acceptedBy: { same: [], atMost: ["missingPercent"] },
  failShare: 1,
  runbook: [
    "1. In HubSpot, filter open deals by “Close date is unknown”, and group them by owner.",
    "2. Have each owner enter the date that the buyer has named. Do not set one date for all: that hides which are known.",
    "3. Make the close date required when a deal is made.",
  ].join("\n"),
  whenNotToUse: "For pipelines that are not forecast by date, such as partner or onboarding pipelines.",
  falsePositives: [
    "A pipeline without dates on purpose beside one that is forecast: both are counted together. Raise `maxMissingPercent` by its share.",
    "Deals that an integration makes before anybody has spoken with the buyer. Raise `graceDays` to the time that they take.",
  ],
  sources: [
    "HubSpot, default deal properties: https://knowledge.hubspot.com/properties/hubspots-default-deal-properties",
    "70 % with a close date: a limit that other auditors use, to be tuned for each client",
  ],

  evaluate: ofWhole(
    { id: "open-deals", label: "Open deals" },
    {
      minSample: ({ minSample }: Params) => minSample,
      saySample: () => "open deals that are no longer new",
      evaluate: (figures, { params: limits }) => judgeShareMissing(figures, limits),
    },
  ),

  say: (failure) => sayShareMissing(failure, { records: "open deals", what: "close date" }),
});
