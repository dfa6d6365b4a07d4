import { z } from "zod";
import { aggregate, defineMeasureCheck, ofWhole, whole, type CheckContext } from "../define-check.ts";
import { graceEnds, graceParams } from "../grace.ts";
import { judgeShareMissing, sayShareMissing, shareMissingParams } from "../share-missing.ts";

const params = z.strictObject({ ...shareMissingParams(30, 30), ...graceParams });
type Params = z.output<typeof params>;

const withoutAmount = aggregate({
  of: "deal",
  fields: ["stage", "amount", "createdAt"],
  contribution({ stage, amount, createdAt }, context: Omit<CheckContext<Params>, "asOf">) {
    if (stage.isClosed) return null;
    // It counts from the day on which it is no longer new.
    const at = graceEnds(context, createdAt);
    return { cohort: whole, value: amount !== null && amount > 0 ? 0 : 1, ...(at === null ? {} : { at }) };
  },
});

export const dealAmountMissing = defineMeasureCheck({
  id: "deal-amount-missing",
  area: "stages",
  topic: "stale-deals",
  title: "Open deals have an amount",
  failureTitle: "Open deals without an amount",
  why: "Without amounts there is no weighted pipeline: the forecast counts what happens to be filled in.",
  executive: "For many of your open deals, no one has said what they are worth.",
  decision: "Decide from which step on a deal has to have an amount, and have the rest filled in.",
  severity: "high",
  cadence: "daily",
  judges: "portal",
  needs: { aggregate: withoutAmount },
  params,
  acceptedBy: { same: [], atMost: ["missingPercent"] },
  failShare: 1,
  runbook: [
    "1. In HubSpot, filter open deals by “Amount is unknown” or “is less than or equal to 0”, and group them by owner.",
    "2. Have each owner enter an estimate; a rough one is better than none.",
    "3. Make the amount required in the stage from which on it is known.",
  ].join("\n"),
  whenNotToUse: "Where amounts are kept in line items, quotes or another system and are not written to the deal.",
  falsePositives: [
    "Deals that are worth nothing by design, such as pilots and partner deals. An amount of 0 counts as none: raise `maxMissingPercent` by their share.",
    "A team that estimates late on purpose. Raise the limit to the share of deals in its first stages.",
  ],
  sources: [
    "HubSpot, default deal properties: https://knowledge.hubspot.com/properties/hubspots-default-deal-properties",
    "70 % with an amount: a limit that other auditors use, to be tuned for each client",
  ],

  evaluate: ofWhole(
    { id: "open-deals", label: "Open deals" },
    {
      minSample: ({ minSample }: Params) => minSample,
      saySample: () => "open deals that are no longer new",
      evaluate: (figures, { params: limits }) => judgeShareMissing(figures, limits),
    },
  ),

  say: (failure) => sayShareMissing(failure, { records: "open deals", what: "amount" }),
});
