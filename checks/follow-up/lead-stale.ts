import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import { isWatched } from "../../domain/leads/hand.ts";
import { plusDays } from "../../domain/time/civil-day.ts";
import { defineRecordCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { instantIn, numberIn } from "../evidence.ts";
import { forEver, holding, leavesWindow } from "../holds-until.ts";
import { leadParams, notAnOpenLead } from "../lead.ts";
import { startOfWindow } from "../window.ts";

export const leadStale = defineRecordCheck({
  id: "lead-stale",
  area: "follow-up",
  topic: "stale-leads",
  title: "Open leads are worked or closed",
  failureTitle: "Open leads gone quiet",
  why: "A lead that nobody has touched for weeks is neither lost nor won: it hides in the pipeline and the marketing money behind it is spent.",
  executive: "Leads you paid for are lying around with nobody working on them.",
  decision: "Decide whether these leads get one more try or are closed.",
  severity: "medium",
  cadence: "daily",
  startsIn: "alert",
  judges: "contact",
  version: 2,
  stricterThan: [1],
  needs: {
    fields: ["lifecycleStage", "leadStatus", "ownerId", "createdAt", "lastActivityAt"],
    // Whoever asked within that time is not left alone.
    hands: {
      lookBackDays: (params: { readonly maxDaysWithoutActivity: number }) => params.maxDaysWithoutActivity,
    },
  },
  params: z.strictObject({
    maxDaysWithoutActivity: z
      .int()
      .min(1)
      .max(365)
      .default(30)
      .describe("Calendar days an open lead may stay without a logged activity"),
    ...leadParams,
  }),
  acceptedBy: { same: ["quietSince"] },
  failShare: 0.25,
  runbook: [
    "1. Decide: is this lead worth another try? If so, contact it and log the activity.",
    "2. If not, set its lead status to Unqualified or Bad timing, or move it out of the lead stages.",
  ].join("\n"),
  whenNotToUse:
    "When leads are nurtured by marketing for months on purpose. Raise the limit, or take the nurture stage out of `leadStages`.",
  falsePositives: [
    "Leads nurtured by marketing alone, on purpose: HubSpot counts no marketing e-mail as activity of sales. Take that stage out of `leadStages`.",
  ],
  sources: [
    "HubSpot, default contact properties: https://knowledge.hubspot.com/properties/hubspots-default-contact-properties",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(lead, context) {
    const { params, businessTime } = context;
    const other = notAnOpenLead(lead, params);
    if (other !== null) return forEver(notApplicable(other));
    const lastWorked = lead.lastActivityAt ?? lead.createdAt;
    if (lastWorked === null)
      return forEver(unknown("HubSpot has neither a last activity nor a creation date for this contact"));

    // Whoever asks again is not stale but waiting: lead-unanswered watches them from that day. A newsletter asks nothing.
    const askedAt = lead.hands.findLast(isWatched)?.raisedAt ?? lastWorked;
    const quietSince = askedAt > lastWorked ? askedAt : lastWorked;
    if (quietSince >= startOfWindow(context, params.maxDaysWithoutActivity))
      return holding(pass(), context, leavesWindow(context, quietSince, params.maxDaysWithoutActivity));
    const staleOn = plusDays(businessTime.localDay(quietSince), params.maxDaysWithoutActivity + 1);
    const failure = fail(
      {
        quietSince: quietSince.toISOString(),
        maxDaysWithoutActivity: params.maxDaysWithoutActivity,
        lifecycleStage: lead.lifecycleStage,
        leadStatus: lead.leadStatus,
        everTouched: lead.lastActivityAt !== null,
      },
      { since: businessTime.startOfDay(staleOn) },
    );
    return forEver(failure);
  },

  brief({ evidence }) {
    return `no activity (limit ${countOf(numberIn(evidence, "maxDaysWithoutActivity"), "day")})`;
  },

  say({ name, evidence, at, isOver, businessTime }) {
    const quietSince = instantIn(evidence, "quietSince");
    const limit = countOf(numberIn(evidence, "maxDaysWithoutActivity"), "day");
    const what = `${name} ${isOver ? "was" : "has been"} an open lead without an activity`;
    return at === null
      ? `${what} since ${businessTime.localDay(quietSince)} (limit ${limit}).`
      : `${what} for ${countOf(businessTime.localDaysBetween(quietSince, at), "day")} (limit ${limit}).`;
  },
});
