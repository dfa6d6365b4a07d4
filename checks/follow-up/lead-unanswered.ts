import { z } from "zod";
import { sayBusinessMinutes } from "../../domain/duration.ts";
import { isWaiting, isWatched } from "../../domain/leads/hand.ts";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { day, leadParams, notAnOpenLead } from "../lead.ts";

export const leadUnanswered = defineRecordCheck({
  id: "lead-unanswered",
  area: "follow-up",
  topic: "waiting-leads",
  title: "Every lead is answered within the promised time",
  why: "A person who asked to be contacted talks to whoever answers first; after an hour the chance to qualify them has fallen several times over.",
  executive: "Someone asked to talk to you and nobody has answered within the time you promised.",
  decision: "Decide who answers leads when their owner cannot.",
  severity: "high",
  cadence: "fast",
  judges: "contact",
  version: 2,
  needs: ["lifecycleStage", "leadStatus", "ownerId", "raisedHandAt", "clocks"],
  params: z.strictObject({
    promiseMinutes: z.int().min(1).max(10_000).default(60).describe("Business minutes within which a lead has to be answered"),
    criticalAfterMinutes: z
      .int()
      .min(1)
      .max(100_000)
      .default(480)
      .describe("Business minutes after which a lead that still waits is critical"),
    lookBackDays: z
      .int()
      .min(1)
      .max(60)
      .default(30)
      .describe("Calendar days for which a raised hand is watched; after that lead-stale takes over"),
    ...leadParams,
  }),
  failShare: 0.25,
  scopes: ["crm.objects.contacts.read", "sales-email-read"],
  runbook: [
    "1. Open the contact and read the form that it sent.",
    "2. Call, write or book a meeting, and log it in HubSpot: only a call that was answered, an e-mail that arrived, a meeting that stands or a message ends the wait. Sequences, workflows and AI agents do not.",
    "3. If the owner is away, hand the lead to someone who is there.",
  ].join("\n"),
  whenNotToUse:
    "When leads are answered in a tool that does not log into HubSpot. Connect it first, or every lead will look unanswered.",
  sources: [
    "HubSpot has no property for the time from a form to its first answer, so it is computed from logged engagements",
    "https://knowledge.hubspot.com/properties/hubspots-default-contact-properties",
    "Harvard Business Review, March 2011: the short life of online sales leads",
  ],

  evaluate(lead, { asOf, params, businessTime }) {
    const other = notAnOpenLead(lead, params);
    if (other !== null) return notApplicable(other);
    const asked = lead.clocks.filter((clock) => isWatched(clock) && clock.state !== "outside");
    const watchedSince = asOf.getTime() - params.lookBackDays * day;
    const waiting = asked.find((clock) => isWaiting(clock) && clock.raisedAt.getTime() >= watchedSince);
    if (waiting === undefined) {
      if (asked.some(({ raisedAt }) => raisedAt.getTime() >= watchedSince)) return pass();
      const isOld = lead.raisedHandAt !== null && lead.raisedHandAt.getTime() < watchedSince;
      return isOld || asked.some(isWaiting)
        ? notApplicable("it has waited beyond the look-back, and lead-stale watches it from now on", "handed-over")
        : notApplicable("nobody asked to be contacted");
    }

    const waitedMinutes = businessTime.minutesBetween(waiting.raisedAt, asOf);
    if (waitedMinutes <= params.promiseMinutes) return pass();

    const where = waiting.source === null ? "" : ` after “${waiting.source}”`;
    return fail(
      `${lead.name} has waited ${sayBusinessMinutes(waitedMinutes)} of business time for a first answer${where} (promised within ${sayBusinessMinutes(params.promiseMinutes)}).`,
      {
        raisedHandAt: waiting.raisedAt.toISOString(),
        raisedHandOn: waiting.source,
        waitedBusinessMinutes: waitedMinutes,
        promiseMinutes: params.promiseMinutes,
        attempts: waiting.attempts,
      },
      { since: waiting.raisedAt, severity: waitedMinutes > params.criticalAfterMinutes ? "critical" : "high" },
    );
  },
});
