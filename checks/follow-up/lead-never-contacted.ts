import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import { defineRecordCheck, fail, pass } from "../define-check.ts";
import { instantIn, numberIn } from "../evidence.ts";
import { holding, leavesWindow } from "../holds-until.ts";
import { lookBackDays } from "../lead.ts";
import { notLeftAlone, outreachFields, outreachParams } from "../lead-outreach.ts";
import { startOfWindow } from "../window.ts";

export const leadNeverContacted = defineRecordCheck({
  id: "lead-never-contacted",
  area: "follow-up",
  topic: "stale-leads",
  title: "No lead goes a week without being contacted",
  failureTitle: "Leads never contacted",
  why: "After a week without a call or an e-mail the lead has forgotten you, and the money that brought it is lost.",
  executive: "You paid for leads that no one has ever contacted.",
  decision: "Decide who contacts these leads now, and who should have.",
  severity: "critical",
  cadence: "daily",
  judges: "contact",
  needs: { fields: outreachFields, hands: { lookBackDays } },
  params: z.strictObject(outreachParams),
  acceptedBy: { same: ["createdAt"] },
  failShare: 0.1,
  runbook: [
    "1. Contact the lead today, and log it in HubSpot.",
    "2. Look at its owner: one with many such leads has too many of them, or does not know that they are there.",
    "3. If no one should contact it, set its lead status to Unqualified or move it out of the lead stages.",
  ].join("\n"),
  whenNotToUse:
    "When contacts become leads long before sales is meant to contact them. Set `leadStages` to the stages that sales works.",
  falsePositives: [
    "Calls and e-mails that are made outside HubSpot and are not logged there: connect the tool first.",
    "A list of cold addresses that was imported as leads for marketing: name IMPORT in `ignoredOrigins`.",
    "A contact who has been in HubSpot for some weeks and became a lead only today: its time runs from its creation.",
  ],
  sources: [
    "HubSpot's hs_first_outreach_date is the first outreach ever, on any channel, by people and by sequences",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(lead, context) {
    const { params } = context;
    const left = notLeftAlone(lead, lead.hands, context);
    if (left.verdict !== null) return left.verdict;
    const { createdAt, viewEnds } = left;
    if (createdAt >= startOfWindow(context, params.neverContactedAfterDays))
      return holding(pass(), context, viewEnds, leavesWindow(context, createdAt, params.neverContactedAfterDays));
    const failure = fail(
      {
        createdAt: createdAt.toISOString(),
        madeBy: lead.madeBy,
        neverContactedAfterDays: params.neverContactedAfterDays,
      },
      { since: createdAt },
    );
    return holding(failure, context, viewEnds);
  },

  brief: () => "never contacted",

  say({ name, evidence, at, isOver, businessTime }) {
    const createdAt = instantIn(evidence, "createdAt");
    const limit = countOf(numberIn(evidence, "neverContactedAfterDays"), "day");
    const what = `${name} ${isOver ? "had" : "has"} never been contacted`;
    return at === null
      ? `${what} since it came in on ${businessTime.localDay(createdAt)} (limit ${limit}).`
      : `${what} in ${countOf(businessTime.localDaysBetween(createdAt, at), "day")} (limit ${limit}).`;
  },
});
