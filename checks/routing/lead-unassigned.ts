import { z } from "zod";
import { sayBusinessMinutes } from "../../domain/duration.ts";
import { isWatched } from "../../domain/leads/hand.ts";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { instantIn, numberIn } from "../evidence.ts";
import { afterMinutes, forEver, holding, leavesWindow } from "../holds-until.ts";
import { leadParams, lookBackDays, lookBackParams, notAnOpenLead } from "../lead.ts";
import { startOfWindow } from "../window.ts";

export const leadUnassigned = defineRecordCheck({
  id: "lead-unassigned",
  area: "routing",
  topic: "routing",
  title: "Every lead that asks to be contacted has an owner",
  failureTitle: "Leads without an owner",
  why: "A lead without an owner is on nobody's list, so nobody notices that it waits.",
  executive: "Someone asked to talk to you and the request belongs to nobody.",
  decision: "Decide who owns the leads that no rule covers.",
  severity: "high",
  tiers: { severities: ["high", "critical"], params: ["criticalAfterMinutes"] },
  cadence: "fast",
  startsIn: "alert",
  judges: "contact",
  version: 4,
  stricterThan: [1, 2, 3],
  needs: { fields: ["lifecycleStage", "leadStatus", "ownerId", "raisedHandAt"], hands: { lookBackDays } },
  params: z.strictObject({
    maxUnassignedMinutes: z
      .int()
      .min(1)
      .max(10_000)
      .default(15)
      .describe("Business minutes a lead may stay without an owner"),
    criticalAfterMinutes: z
      .int()
      .min(1)
      .max(100_000)
      .default(60)
      .describe("Business minutes without an owner after which it is critical"),
    ...lookBackParams,
    ...leadParams,
  }),
  failShare: 0.2,
  runbook: [
    "1. Assign the contact to someone who is working now.",
    "2. Look at the form in the evidence: if its leads are regularly unassigned, the routing workflow behind it is off or does not cover it.",
  ].join("\n"),
  whenNotToUse:
    "When a queue without owners is worked on purpose. Then watch lead-unanswered alone. Which forms ask to be contacted is set under `hands`.",
  falsePositives: [
    "A team that picks leads from a queue without owners. Raise `maxUnassignedMinutes` to the time in which they pick, or switch it off.",
    "Tests of a form by your own people. Exclude the contact, or set their lead status to one of `closedLeadStatuses`.",
  ],
  sources: [
    "HubSpot, default contact properties: https://knowledge.hubspot.com/properties/hubspots-default-contact-properties",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(lead, context) {
    const { asOf, params, businessTime } = context;
    const other = notAnOpenLead(lead, params);
    if (other !== null) return forEver(notApplicable(other));
    const watchedSince = startOfWindow(context, params.lookBackDays);
    const asked = lead.hands.filter(isWatched);
    const latest = asked.at(-1);
    const raised = asked.findLast(({ isRepeat }) => !isRepeat) ?? latest;
    const latestAt = latest?.raisedAt ?? lead.raisedHandAt;
    if (latestAt !== null && latestAt < watchedSince)
      return forEver(
        notApplicable("it has waited beyond the look-back, and lead-stale watches it from now on", "handed-over"),
      );
    const viewEnds = latestAt === null ? null : leavesWindow(context, latestAt, params.lookBackDays);
    if (raised === undefined) return holding(notApplicable("nobody asked to be contacted"), context, viewEnds);
    if (lead.ownerId !== null) return holding(pass(), context, viewEnds);

    const isOver = (minutes: number) => businessTime.isLonger(raised.raisedAt, asOf, minutes);
    if (!isOver(params.maxUnassignedMinutes))
      return holding(pass(), context, viewEnds, afterMinutes(context, raised.raisedAt, params.maxUnassignedMinutes));
    const failure = fail(
      {
        raisedHandAt: raised.raisedAt.toISOString(),
        raisedHandOn: raised.source,
        maxUnassignedMinutes: params.maxUnassignedMinutes,
      },
      { since: raised.raisedAt, severity: isOver(params.criticalAfterMinutes) ? "critical" : "high" },
    );
    return holding(failure, context, viewEnds, afterMinutes(context, raised.raisedAt, params.criticalAfterMinutes));
  },

  brief() {
    return "no owner";
  },

  say({ name, evidence, at, isOver, businessTime }) {
    const raisedAt = instantIn(evidence, "raisedHandAt");
    const limit = sayBusinessMinutes(numberIn(evidence, "maxUnassignedMinutes"));
    const verb = isOver ? "had" : "has had";
    return at === null
      ? `${name} ${verb} no owner since ${sayInstant(raisedAt, businessTime.timeZone)} (limit ${limit} of business time).`
      : `${name} ${verb} no owner for ${sayBusinessMinutes(businessTime.minutesBetween(raisedAt, at))} of business time (limit ${limit}).`;
  },
});
