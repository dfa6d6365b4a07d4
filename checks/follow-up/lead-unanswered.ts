import { z } from "zod";
import { sayWhose, sayWhoseTime } from "../../domain/business-time.ts";
import { sayBusinessMinutes } from "../../domain/duration.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { isWaiting, isWatched } from "../../domain/leads/hand.ts";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { instantIn, numberIn } from "../evidence.ts";
import { afterMinutes, forEver, holding, leavesWindow } from "../holds-until.ts";
import { leadParams, lookBackDays, lookBackParams, notAnOpenLead } from "../lead.ts";
import type { AnswerPromise } from "../sources/touches.ts";
import { startOfWindow } from "../window.ts";

export const leadUnanswered = defineRecordCheck({
  id: "lead-unanswered",
  area: "follow-up",
  topic: "waiting-leads",
  title: "Every lead is answered within the promised time",
  failureTitle: "Leads not answered in time",
  why: "A person who asked to be contacted talks to whoever answers first; after an hour the chance to qualify them has fallen several times over.",
  executive: "Someone asked to talk to you and nobody has answered within the time you promised.",
  decision: "Decide who answers leads when their owner cannot.",
  severity: "high",
  tiers: { severities: ["high", "critical"], params: ["criticalAfterMinutes"] },
  cadence: "fast",
  startsIn: "alert",
  judges: "contact",
  hours: "owner",
  version: 4,
  stricterThan: [1, 2, 3],
  needs: {
    fields: ["lifecycleStage", "leadStatus", "ownerId", "raisedHandAt"],
    shows: ["madeBy"],
    touches: { lookBackDays, promise: (params: AnswerPromise) => params },
  },
  params: z.strictObject({
    promiseMinutes: z
      .int()
      .min(1)
      .max(10_000)
      .default(60)
      .describe("Business minutes within which a lead has to be answered"),
    criticalAfterMinutes: z
      .int()
      .min(1)
      .max(100_000)
      .default(480)
      .describe("Business minutes after which a lead that still waits is critical"),
    ...lookBackParams,
    ...leadParams,
  }),
  acceptedBy: { same: ["raisedHandAt"] },
  failShare: 0.25,
  runbook: [
    "1. Open the contact and read the form that it sent.",
    "2. Call, write or book a meeting, and log it in HubSpot: only a call that was answered, an e-mail that arrived, a meeting that stands or a message ends the wait. Sequences, workflows and AI agents do not.",
    "3. If the owner is away, hand the lead to someone who is there.",
  ].join("\n"),
  whenNotToUse:
    "When leads are answered in a tool that does not log into HubSpot. Connect it first, or every lead will look unanswered. Newsletters and downloads ask for nothing; what your own forms ask for is set under `hands`.",
  falsePositives: [
    "An answer from a private phone or mailbox that nobody logged. Logging it ends the finding.",
    "A form that asks for nothing and is not listed under `hands`. Mark the finding “not a lead”, and set the form there.",
  ],
  sources: [
    "HubSpot has no property for the time from a form to its first answer, so it is computed from logged engagements",
    "https://knowledge.hubspot.com/properties/hubspots-default-contact-properties",
    "Harvard Business Review, March 2011: the short life of online sales leads",
  ],

  evaluate(lead, context) {
    const { asOf, params, businessTime } = context;
    const other = notAnOpenLead(lead, params);
    if (other !== null) return forEver(notApplicable(other));
    const asked = lead.clocks.filter((clock) => isWatched(clock) && clock.state !== "outside");
    const watchedSince = startOfWindow(context, params.lookBackDays);
    const isInView = asked.some(({ raisedAt }) => raisedAt >= watchedSince);
    // Who asks again while they wait is watched for longer, and goes on waiting since the first time.
    const waiting = asked.findLast(({ state }) => state !== "repeat");
    const leavesView = (at: Date | null | undefined) => (at ? leavesWindow(context, at, params.lookBackDays) : null);
    const viewEnds = leavesView(asked.at(-1)?.raisedAt);
    if (!isInView || waiting === undefined || !isWaiting(waiting)) {
      if (isInView) return holding(pass(), context, viewEnds);
      const isOld = lead.raisedHandAt !== null && lead.raisedHandAt < watchedSince;
      return isOld || asked.some(isWaiting)
        ? forEver(
            notApplicable("it has waited beyond the look-back, and lead-stale watches it from now on", "handed-over"),
          )
        : holding(notApplicable("nobody asked to be contacted"), context, leavesView(lead.raisedHandAt));
    }

    const isOver = (minutes: number) => businessTime.isLonger(waiting.raisedAt, asOf, minutes);
    const promiseEnds = afterMinutes(context, waiting.raisedAt, params.promiseMinutes);
    const becomesCritical = afterMinutes(context, waiting.raisedAt, params.criticalAfterMinutes);
    if (!isOver(params.promiseMinutes)) return holding(pass(), context, viewEnds, promiseEnds);

    const failure = fail(
      {
        raisedHandAt: waiting.raisedAt.toISOString(),
        raisedHandOn: waiting.source,
        madeBy: lead.madeBy,
        isFormKnown: waiting.class === "hand",
        promiseMinutes: params.promiseMinutes,
        attempts: waiting.attempts,
        automatedTouches: waiting.automated,
        aiTouches: waiting.ai,
      },
      { since: waiting.raisedAt, severity: isOver(params.criticalAfterMinutes) ? "critical" : "high" },
    );
    return holding(failure, context, viewEnds, becomesCritical);
  },

  brief({ evidence }) {
    const on = evidence["raisedHandOn"];
    // HubSpot names it "Page title: Form name".
    return typeof on === "string" && on !== "" ? on.split(": ").at(-1)! : "asked to be contacted";
  },

  say({ name, evidence, at, isOver, businessTime }) {
    const raisedAt = instantIn(evidence, "raisedHandAt");
    const promise = sayBusinessMinutes(numberIn(evidence, "promiseMinutes"));
    const on = evidence["raisedHandOn"];
    const what = `for a first answer${typeof on === "string" ? ` after “${on}”` : ""}`;
    if (at === null)
      return `${name} ${isOver ? "waited" : "has waited"} since ${sayInstant(raisedAt, businessTime.timeZone)} ${what} (promised within ${promise}${sayWhose(businessTime)}).`;
    const waited = sayBusinessMinutes(businessTime.minutesBetween(raisedAt, at));
    return `${name} ${isOver ? "waited" : "has waited"} ${waited} of ${sayWhoseTime(businessTime)} ${what} (promised within ${promise}).`;
  },
});
