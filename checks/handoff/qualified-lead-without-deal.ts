import { z } from "zod";
import { sayWhoseTime } from "../../domain/business-time.ts";
import { sayBusinessMinutes } from "../../domain/duration.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { defineRecordCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { instantIn, textIn } from "../evidence.ts";
import { afterMinutes, forEver, holding } from "../holds-until.ts";
import { isStageAmong, qualifiedParams } from "../lead-object.ts";

export const qualifiedLeadWithoutDeal = defineRecordCheck({
  id: "qualified-lead-without-deal",
  area: "handoff",
  topic: "handoff",
  title: "Every qualified lead has become a deal",
  failureTitle: "Qualified leads without a deal",
  why: "Somebody said that this lead is worth selling to, and then nothing began: it is off the list of leads, and on nobody's list of deals.",
  executive: "Someone who wants to buy was passed on, and the sale was never started.",
  decision: "Decide who opens the deal when a lead is qualified.",
  severity: "critical",
  cadence: "hourly",
  judges: "lead",
  hours: "owner",
  version: 2,
  stricterThan: [1],
  needs: { fields: ["stage", "stageEnteredAt", "createdAt"], shows: ["ownerId"], related: { contact: ["dealCount"] } },
  params: z.strictObject({
    maxMinutesWithoutDeal: z
      .int()
      .min(0)
      .max(10_000)
      .default(60)
      .describe("Business minutes within which a qualified lead has to have a deal"),
    ...qualifiedParams,
  }),
  acceptedBy: { same: ["qualifiedAt"] },
  failShare: 0.1,
  runbook: [
    "1. Open the lead in HubSpot and create its deal from there, with the contact on it.",
    "2. Is it not worth a deal after all? Move the lead back or disqualify it with a reason.",
    "3. Let HubSpot ask for the deal when a lead moves to that stage: lead pipeline settings, automation of the stage.",
  ].join("\n"),
  whenNotToUse: "Where leads are qualified in HubSpot and deals are kept in another system.",
  falsePositives: [
    "A deal that is linked to the company alone. Put the contact on it: somebody has to be called, and the finding ends.",
    "A team that opens deals once a day. Raise `maxMinutesWithoutDeal`.",
  ],
  sources: [
    "HubSpot, leads: the stage, and when the lead entered it",
    "HubSpot, contacts: `num_associated_deals`. A contact that has a deal from before passes: no property says which lead it came from",
    "The time is our proposal, to be tuned for each client",
  ],

  evaluate(lead, context) {
    const { asOf, params, businessTime } = context;
    if (!isStageAmong(lead.stage, params.qualifiedStages))
      return forEver(notApplicable(`the lead is in “${lead.stage.label}”`));
    const { contact: contacts } = lead.related;
    if (contacts.length === 0)
      return forEver(notApplicable("the lead has no contact: lead-without-contact watches it"));
    if (contacts.some(({ dealCount }) => (dealCount ?? 0) > 0)) return forEver(pass());
    const qualifiedAt = lead.stageEnteredAt ?? lead.createdAt;
    if (qualifiedAt === null) return forEver(unknown("HubSpot does not say when the lead was qualified"));
    if (!businessTime.isLonger(qualifiedAt, asOf, params.maxMinutesWithoutDeal))
      return holding(pass(), context, afterMinutes(context, qualifiedAt, params.maxMinutesWithoutDeal));
    const { maxMinutesWithoutDeal } = params;
    return forEver(
      fail(
        { stage: lead.stage.label, qualifiedAt: qualifiedAt.toISOString(), maxMinutesWithoutDeal },
        { since: qualifiedAt },
      ),
    );
  },

  brief({ evidence }) {
    return `“${textIn(evidence, "stage")}”, no deal`;
  },

  say({ name, evidence, at, isOver, businessTime }) {
    const qualifiedAt = instantIn(evidence, "qualifiedAt");
    const what = `The lead ${name} ${isOver ? "was" : "has been"} in “${textIn(evidence, "stage")}” without a deal`;
    return at === null
      ? `${what} since ${sayInstant(qualifiedAt, businessTime.timeZone)}.`
      : `${what} for ${sayBusinessMinutes(businessTime.minutesBetween(qualifiedAt, at))} of ${sayWhoseTime(businessTime)}.`;
  },
});
