import { z } from "zod";
import { sayWhoseTime } from "../../domain/business-time.ts";
import { sayBusinessMinutes } from "../../domain/duration.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { instantIn, numberIn } from "../evidence.ts";
import { afterMinutes, holding, leavesWindow } from "../holds-until.ts";
import { lookBackDays } from "../lead.ts";
import { notLeftAlone, outreachFields, outreachParams } from "../lead-outreach.ts";
import { startOfWindow } from "../window.ts";

export const leadUntouched = defineRecordCheck({
  id: "lead-untouched",
  area: "follow-up",
  topic: "stale-leads",
  title: "Every new lead is contacted within a day",
  failureTitle: "New leads not contacted",
  why: "A lead that is not contacted on its first day is rarely contacted later: nearly a quarter of companies never answer at all.",
  executive: "New leads have been lying around for a day and no one has called them.",
  decision: "Decide who contacts new leads on the day they come in.",
  severity: "high",
  cadence: "hourly",
  judges: "contact",
  hours: "owner",
  version: 2,
  stricterThan: [1],
  needs: { fields: outreachFields, hands: { lookBackDays } },
  params: z.strictObject({
    maxUntouchedHours: z
      .int()
      .min(1)
      .max(1_000)
      .default(24)
      .describe("Business hours after its creation within which a lead has to be contacted"),
    ...outreachParams,
  }),
  acceptedBy: { same: ["createdAt"] },
  failShare: 0.25,
  runbook: [
    "1. Call or write to the lead, and log it in HubSpot.",
    "2. If no one should contact it, set its lead status to Unqualified or move it out of the lead stages.",
    "3. If many leads of one origin are never meant to be contacted, name it in `ignoredOrigins`.",
  ].join("\n"),
  whenNotToUse:
    "When contacts become leads long before sales is meant to contact them. Set `leadStages` to the stages that sales works.",
  falsePositives: [
    "Calls and e-mails that are made outside HubSpot and are not logged there: connect the tool first.",
    "A list of cold addresses that was imported as leads for marketing: name IMPORT in `ignoredOrigins`.",
    "A contact who has been in HubSpot for some days and became a lead only today: its time runs from its creation.",
  ],
  sources: [
    "HubSpot's hs_first_outreach_date is the first outreach ever, on any channel, by people and by sequences",
    "Harvard Business Review, March 2011: the short life of online sales leads (23 % of companies never answered)",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(lead, context) {
    const { asOf, params, businessTime } = context;
    const left = notLeftAlone(lead, lead.hands, context);
    if (left.verdict !== null) return left.verdict;
    const { createdAt, viewEnds } = left;
    if (createdAt < startOfWindow(context, params.neverContactedAfterDays))
      return holding(notApplicable("lead-never-contacted watches it from now on", "handed-over"), context, viewEnds);
    const handsOverAt = leavesWindow(context, createdAt, params.neverContactedAfterDays);
    const limitMinutes = params.maxUntouchedHours * 60;
    if (!businessTime.isLonger(createdAt, asOf, limitMinutes))
      return holding(pass(), context, viewEnds, handsOverAt, afterMinutes(context, createdAt, limitMinutes));
    const failure = fail(
      { createdAt: createdAt.toISOString(), madeBy: lead.madeBy, maxUntouchedHours: params.maxUntouchedHours },
      { since: createdAt },
    );
    return holding(failure, context, viewEnds, handsOverAt);
  },

  brief: () => "not contacted",

  say({ name, evidence, at, isOver, businessTime }) {
    const createdAt = instantIn(evidence, "createdAt");
    const limit = sayBusinessMinutes(60 * numberIn(evidence, "maxUntouchedHours"));
    const what = `${name} ${isOver ? "had not" : "has not"} been contacted`;
    return at === null
      ? `${what} since it came in on ${sayInstant(createdAt, businessTime.timeZone)} (limit ${limit} of ${sayWhoseTime(businessTime)}).`
      : `${what} for ${sayBusinessMinutes(businessTime.minutesBetween(createdAt, at))} of ${sayWhoseTime(businessTime)} (limit ${limit}).`;
  },
});
