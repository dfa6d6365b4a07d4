import { z } from "zod";
import { missingParts, runningDays, trackingParams } from "../campaign.ts";
import { textIn } from "../evidence.ts";
import { daysAfter, forEver, holding } from "../holds-until.ts";
import { defineInventoryCheck, fail, notApplicable, pass } from "../define-check.ts";

export const campaignUntracked = defineInventoryCheck({
  id: "campaign-untracked",
  area: "campaign-tracking",
  topic: "campaign-tracking",
  title: "Campaigns start with their tracking in place",
  failureTitle: "Campaigns running without tracking",
  why: "What a campaign brings in its first days cannot be credited afterwards: the links went out without a mark.",
  executive: "A campaign is running and you will not be able to tell what it brought.",
  decision: "Decide whether this campaign pauses until its tracking is in place.",
  severity: "high",
  tiers: { severities: ["medium", "high"], params: [] },
  cadence: "hourly",
  startsIn: "alert",
  judges: "campaign",
  needs: { fields: ["startAt", "endAt", "utm", "ownerId"] },
  params: z.strictObject(trackingParams),
  failShare: 0.5,
  runbook: [
    "1. Open the campaign and set its UTM value; HubSpot then offers tracking links with it.",
    "2. Replace the links that are already out where you can.",
    "3. Name an owner, so that the next question has an address.",
  ].join("\n"),
  whenNotToUse: "For campaigns that are only a folder for assets. Give them no start date.",
  falsePositives: [
    "A campaign that only groups assets and has a start date all the same. Take the date out, or exclude the finding.",
    "A campaign whose links carry UTM values written by hand: HubSpot then knows of none. Write the value into the campaign as well.",
  ],
  sources: [
    "HubSpot, campaign properties: hs_start_date, hs_utm, hs_owner",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(campaign, context) {
    const { asOf, params, businessTime } = context;
    const days = runningDays(campaign, businessTime);
    if (days === null) return forEver(notApplicable("the campaign has no start date"));
    const { startsOn, endsOn } = days;
    const today = businessTime.localDay(asOf);
    if (startsOn > today)
      return holding(notApplicable("the campaign has not started"), context, daysAfter(context, startsOn, 0));
    if (endsOn !== null && endsOn < today) return forEver(notApplicable("the campaign is over"));
    const isOver = endsOn === null ? null : daysAfter(context, endsOn, 1);

    const missing = missingParts(campaign, params.required);
    if (missing.length === 0) return holding(pass(), context, isOver);
    const failure = fail(
      { startsOn, missing: missing.join(", "), endsOn },
      { since: businessTime.startOfDay(startsOn), severity: missing.includes("utm") ? "high" : "medium" },
    );
    return holding(failure, context, isOver);
  },

  brief({ evidence }) {
    const missing = textIn(evidence, "missing").split(", ");
    return missing.map((part) => (part === "utm" ? "no UTM value" : "no owner")).join(", ");
  },

  say({ name, evidence, isOver }) {
    const missing = textIn(evidence, "missing").split(", ");
    const said = missing.map((part) => (part === "utm" ? "no UTM value" : "no owner")).join(" and ");
    return `The campaign ${name} ${isOver ? "had" : "has"} been running since ${textIn(evidence, "startsOn")} with ${said}.`;
  },
});
