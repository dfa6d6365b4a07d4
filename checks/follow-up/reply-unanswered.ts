import { z } from "zod";
import { sayWhoseTime } from "../../domain/business-time.ts";
import { sayBusinessMinutes } from "../../domain/duration.ts";
import { isWaiting, isWatched } from "../../domain/leads/hand.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { instantIn, numberIn } from "../evidence.ts";
import { afterMinutes, forEver, holding, leavesWindow } from "../holds-until.ts";
import { lookBackDays, lookBackParams } from "../lead.ts";
import { startOfWindow } from "../window.ts";

export const replyUnanswered = defineRecordCheck({
  id: "reply-unanswered",
  area: "follow-up",
  topic: "waiting-leads",
  title: "Prospects who reply get an answer",
  failureTitle: "Replies without an answer",
  why: "Who replies is as interested as they will ever be, and hears nothing: no one wins a deal back from that impression.",
  executive: "Prospects wrote back to you and no one answered.",
  decision: "Decide who answers when the person they wrote to does not.",
  severity: "high",
  tiers: { severities: ["high", "critical"], params: ["criticalAfterHours"] },
  cadence: "hourly",
  judges: "contact",
  hours: "owner",
  version: 2,
  stricterThan: [1],
  needs: {
    fields: ["lifecycleStage", "leadStatus", "ownerId", "lastReplyAt", "lastContactedAt"],
    touches: { lookBackDays },
  },
  params: z.strictObject({
    maxUnansweredHours: z
      .int()
      .min(1)
      .max(1_000)
      .default(24)
      .describe("Business hours within which a reply has to be answered"),
    criticalAfterHours: z
      .int()
      .min(1)
      .max(10_000)
      .default(48)
      .describe("Business hours after which a reply that still waits is critical"),
    prospectStages: z
      .array(z.string())
      .default(["lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity"])
      .describe("Lifecycle stages whose contacts are prospects, by internal name"),
    settledLeadStatuses: z
      .array(z.string())
      .default(["UNQUALIFIED", "BAD_TIMING"])
      .describe("Lead statuses under which a reply needs no answer, by internal name"),
    ...lookBackParams,
  }),
  acceptedBy: { same: ["lastReplyAt"] },
  failShare: 0.1,
  runbook: [
    "1. Read the last e-mail of the contact, and answer it from HubSpot or log the answer there.",
    "2. If its owner is away, hand the contact to someone who is there.",
    "3. If the reply ends the conversation, set the lead status so that no one waits for you.",
  ].join("\n"),
  whenNotToUse: "When sales e-mail is not connected to HubSpot: then it knows neither replies nor answers.",
  falsePositives: [
    "A reply that needs no answer, such as “thanks” or an out-of-office note: exclude it with *Wrong…* in the message.",
    "An answer from an inbox or a phone that is not connected to HubSpot: connect it, or log the answer.",
  ],
  sources: [
    "HubSpot's hs_sales_email_last_replied is the last reply to a sales e-mail, notes_last_contacted the last logged call, e-mail, meeting or message of the team",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(contact, context) {
    const { asOf, params, businessTime } = context;
    if (contact.lifecycleStage === null || !params.prospectStages.includes(contact.lifecycleStage))
      return forEver(notApplicable("the contact is no prospect"));
    if (contact.leadStatus !== null && params.settledLeadStatuses.includes(contact.leadStatus))
      return forEver(notApplicable(`the lead status is ${contact.leadStatus}`));
    const { lastReplyAt, lastContactedAt } = contact;
    if (lastReplyAt === null) return forEver(notApplicable("the contact has not replied to an e-mail"));
    if (lastContactedAt !== null && lastContactedAt >= lastReplyAt) return forEver(pass());
    const watchedSince = startOfWindow(context, params.lookBackDays);
    if (lastReplyAt < watchedSince)
      return forEver(
        notApplicable("its reply lies beyond the look-back: lead-stale watches leads from then on", "handed-over"),
      );
    const viewEnds = leavesWindow(context, lastReplyAt, params.lookBackDays);
    const latest = contact.clocks.findLast((clock) => isWatched(clock) && clock.state !== "outside");
    const waiting = contact.clocks.findLast((clock) => isWaiting(clock));
    if (waiting !== undefined && latest !== undefined && latest.raisedAt >= watchedSince)
      return holding(
        notApplicable("it asked to be contacted, and lead-unanswered watches that", "handed-over"),
        context,
        viewEnds,
        leavesWindow(context, latest.raisedAt, params.lookBackDays),
      );

    const limitMinutes = params.maxUnansweredHours * 60;
    const criticalMinutes = params.criticalAfterHours * 60;
    if (!businessTime.isLonger(lastReplyAt, asOf, limitMinutes))
      return holding(pass(), context, viewEnds, afterMinutes(context, lastReplyAt, limitMinutes));
    const failure = fail(
      {
        lastReplyAt: lastReplyAt.toISOString(),
        lastContactedAt: lastContactedAt?.toISOString() ?? null,
        maxUnansweredHours: params.maxUnansweredHours,
      },
      { since: lastReplyAt, severity: businessTime.isLonger(lastReplyAt, asOf, criticalMinutes) ? "critical" : "high" },
    );
    return holding(failure, context, viewEnds, afterMinutes(context, lastReplyAt, criticalMinutes));
  },

  brief: () => "replied, no answer",

  say({ name, evidence, at, isOver, businessTime }) {
    const repliedAt = instantIn(evidence, "lastReplyAt");
    const limit = sayBusinessMinutes(60 * numberIn(evidence, "maxUnansweredHours"));
    const what = `${name} replied on ${sayInstant(repliedAt, businessTime.timeZone)} and ${isOver ? "had" : "has"} had no answer`;
    return at === null
      ? `${what} (limit ${limit} of ${sayWhoseTime(businessTime)}).`
      : `${what} for ${sayBusinessMinutes(businessTime.minutesBetween(repliedAt, at))} of ${sayWhoseTime(businessTime)} (limit ${limit}).`;
  },
});
