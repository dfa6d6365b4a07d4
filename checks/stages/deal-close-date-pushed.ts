import { z } from "zod";
import type { BusinessTime } from "../../domain/business-time.ts";
import type { Evidence } from "../../domain/findings/verdict.ts";
import type { PastValue } from "../../domain/mirror/past-values.ts";
import { daysBetween } from "../../domain/time/civil-day.ts";
import { defineRecordCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { numberIn, textIn } from "../evidence.ts";
import { graceEnds, graceParams } from "../grace.ts";
import { forEver, holding } from "../holds-until.ts";

export const dealCloseDatePushed = defineRecordCheck({
  id: "deal-close-date-pushed",
  area: "stages",
  topic: "stale-deals",
  title: "Open deals keep their close date",
  failureTitle: "Deals whose close date was pushed again and again",
  why: "A date that moves each month says that no one has asked the buyer. The deal looks on time in every single forecast, and slips in all of them.",
  executive: "The same deals are promised for next month, month after month.",
  decision: "Ask for the buyer's own date on these deals, and leave out of the forecast those that have none.",
  severity: "high",
  cadence: "daily",
  judges: "deal",
  // The history comes last: it is read for open deals with a date that are no longer new.
  needs: { fields: ["stage", "closeAt", "createdAt"], history: ["closeAt"], shows: ["ownerId", "amount"] },
  params: z.strictObject({
    minTimesPushed: z.int().min(1).max(100).default(3).describe("Moves to a later day from which it fails"),
    maxDaysPushed: z
      .int()
      .min(1)
      .max(1000)
      .default(60)
      .describe("Calendar days from its first close date to its present one, beyond which it fails"),
    ...graceParams,
  }),
  acceptedBy: { same: [], atMost: ["pushes"] },
  failShare: 0.2,
  runbook: [
    "1. Ask the buyer, not the owner, for the date.",
    "2. Enter it once, or close the deal. The count does not fall: accept the finding once the date is the buyer's.",
  ].join("\n"),
  whenNotToUse: "For pipelines whose dates an integration keeps, such as renewals that move with their contract.",
  falsePositives: [
    "A date that a workflow or an integration moves each month. HubSpot's history of the property names its source.",
    "A placeholder that was put in with the deal and replaced by the buyer's date weeks later counts as a push.",
  ],
  sources: [
    "HubSpot, history of the property “Close date”; several changes of one day count as what stood at its end",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(deal, context) {
    const { asOf, params } = context;
    if (deal.stage.isClosed) return forEver(notApplicable("the deal is closed"));
    if (deal.closeAt === null) return forEver(notApplicable("the deal has no close date"));
    const newUntil = graceEnds(context, deal.createdAt);
    if (newUntil !== null && newUntil > asOf) return holding(notApplicable("the deal is new"), context, newUntil);

    const dates = datesIn(deal.history.closeAt, context.businessTime);
    const [first] = dates;
    if (first === undefined) return forEver(unknown("HubSpot's history holds no close date of this deal"));
    const { pushes, since } = slippageOf(dates, params);
    if (since === null) return forEver(pass());
    const failure = fail(
      {
        pushes,
        firstCloseOn: first.closeOn,
        closeOn: dates.at(-1)!.closeOn,
        minTimesPushed: params.minTimesPushed,
        maxDaysPushed: params.maxDaysPushed,
        stage: deal.stage.label,
        amount: deal.amount,
      },
      { since },
    );
    return forEver(failure);
  },

  brief({ evidence }) {
    return `close date pushed ${timesIn(evidence)}, from ${textIn(evidence, "firstCloseOn")} to ${textIn(evidence, "closeOn")}`;
  },

  say({ name, evidence, isOver }) {
    const span = `from ${textIn(evidence, "firstCloseOn")} to ${textIn(evidence, "closeOn")}`;
    return `The close date of ${name} ${isOver ? "had been" : "has been"} pushed ${timesIn(evidence)}, ${span}.`;
  },
});

/** A close date, and when it was set. */
interface SetDate {
  readonly closeOn: string;
  readonly at: Date;
}

/** What stood at the end of each day on which the date was changed: whoever corrects a slip has pushed nothing. */
function datesIn(past: readonly PastValue<Date | null>[], businessTime: BusinessTime): readonly SetDate[] {
  const byDay = new Map(past.map((change) => [businessTime.localDay(change.at), change]));
  return [...byDay.values()].flatMap(({ at, value }) =>
    value === null ? [] : [{ at, closeOn: businessTime.meantDay(value) }],
  );
}

interface Limits {
  readonly minTimesPushed: number;
  readonly maxDaysPushed: number;
}

/** How often it was moved to a later day; and since when that is too much: null where it is not. */
function slippageOf(dates: readonly SetDate[], { minTimesPushed, maxDaysPushed }: Limits) {
  let pushes = 0;
  let since: Date | null = null;
  for (const [place, { closeOn, at }] of dates.entries()) {
    if (place > 0 && closeOn > dates[place - 1]!.closeOn) pushes += 1;
    const isTooMuch = pushes >= minTimesPushed || daysBetween(dates[0]!.closeOn, closeOn) > maxDaysPushed;
    since = isTooMuch ? (since ?? at) : null;
  }
  return { pushes, since };
}

/** "once", "twice", "5 times". */
function timesIn(evidence: Evidence): string {
  const pushes = numberIn(evidence, "pushes");
  return ["", "once", "twice"][pushes] || `${pushes} times`;
}
