import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import { plusDays } from "../../domain/time/civil-day.ts";
import { defineRecordCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { instantIn, numberIn, textIn } from "../evidence.ts";
import { forEver, holding, leavesWindow } from "../holds-until.ts";
import { startOfWindow } from "../window.ts";

export const dealStale = defineRecordCheck({
  id: "deal-stale",
  area: "stages",
  topic: "stale-deals",
  title: "Open deals have been worked lately",
  failureTitle: "Open deals without recent activity",
  why: "A deal that has seen no call, e-mail or meeting for weeks is usually lost already, and still counts in the forecast.",
  executive: "You are counting on deals that no one has touched for weeks.",
  decision: "Decide which of these deals get another try and which are closed.",
  severity: "medium",
  tiers: { severities: ["medium", "high"], params: ["lateFromProgressPercent"] },
  cadence: "daily",
  judges: "deal",
  needs: { fields: ["stage", "lastActivityAt", "createdAt"], shows: ["ownerId", "amount"] },
  params: z.strictObject({
    maxDaysWithoutActivity: z
      .int()
      .min(1)
      .max(365)
      .default(14)
      .describe("Calendar days an open deal may stay without a logged activity"),
    maxLateDaysWithoutActivity: z
      .int()
      .min(1)
      .max(365)
      .default(7)
      .describe("The same for deals in late stages, where it is high"),
    lateFromProgressPercent: z
      .int()
      .min(0)
      .max(100)
      .default(50)
      .describe("Place in the pipeline from which a stage is late: 0 first, 100 last open stage"),
  }),
  acceptedBy: { same: ["quietSince"] },
  failShare: 0.25,
  runbook: [
    "1. Call or write to the buyer, and log it in HubSpot.",
    "2. Is there nothing left to say? Close the deal as lost, with its reason.",
  ].join("\n"),
  whenNotToUse:
    "Where calls, e-mails and meetings are not logged in HubSpot: connect them first, or every deal looks quiet.",
  falsePositives: [
    "Work that is logged with the company or the contact and not with the deal. HubSpot counts for a deal only what is associated with it.",
    "A deal that waits by agreement, such as for a budget that opens in spring. Accept its finding until then, or raise the limit.",
  ],
  sources: [
    "HubSpot, default deal properties: “Last activity date” is the last logged call, chat, e-mail, meeting, note or task",
    "https://knowledge.hubspot.com/properties/hubspots-default-deal-properties",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(deal, context) {
    const { params, businessTime } = context;
    if (deal.stage.isClosed) return forEver(notApplicable("the deal is closed"));
    if (deal.stage.progress === null)
      return forEver(unknown(`the stage ${deal.stage.label} is not in any pipeline that HubSpot lists`));
    // What was logged with the buyer before there was a deal says nothing of work on the deal.
    const quietSince = laterOf(deal.lastActivityAt, deal.createdAt);
    if (quietSince === null)
      return forEver(unknown("HubSpot has neither a last activity nor a creation date for this deal"));

    const isLate = deal.stage.progress * 100 >= params.lateFromProgressPercent;
    const limitDays = isLate ? params.maxLateDaysWithoutActivity : params.maxDaysWithoutActivity;
    if (quietSince >= startOfWindow(context, limitDays))
      return holding(pass(), context, leavesWindow(context, quietSince, limitDays));
    const staleOn = plusDays(businessTime.localDay(quietSince), limitDays + 1);
    const failure = fail(
      {
        quietSince: quietSince.toISOString(),
        maxDaysWithoutActivity: limitDays,
        stage: deal.stage.label,
        pipeline: deal.stage.pipelineLabel,
        amount: deal.amount,
      },
      { since: businessTime.startOfDay(staleOn), severity: isLate ? "high" : "medium" },
    );
    return forEver(failure);
  },

  brief({ evidence }) {
    return `in “${textIn(evidence, "stage")}”, no activity (limit ${countOf(numberIn(evidence, "maxDaysWithoutActivity"), "day")})`;
  },

  say({ name, evidence, at, isOver, businessTime }) {
    const quietSince = instantIn(evidence, "quietSince");
    const limit = countOf(numberIn(evidence, "maxDaysWithoutActivity"), "day");
    const what = `${name}, in “${textIn(evidence, "stage")}”, ${isOver ? "had" : "has had"} no logged activity`;
    return at === null
      ? `${what} since ${businessTime.localDay(quietSince)} (limit ${limit}).`
      : `${what} for ${countOf(businessTime.localDaysBetween(quietSince, at), "day")} (limit ${limit}).`;
  },
});

function laterOf(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
