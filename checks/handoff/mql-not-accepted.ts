import { z } from "zod";
import { sayWhoseTime } from "../../domain/business-time.ts";
import { sayBusinessMinutes } from "../../domain/duration.ts";
import { sayInstant } from "../../domain/say-instant.ts";
import { defineRecordCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { instantIn, numberIn } from "../evidence.ts";
import { afterMinutes, forEver, holding } from "../holds-until.ts";
import { leadParams } from "../lead.ts";

/** The stage whose date of entry HubSpot keeps under this very name. */
const mqlStage = "marketingqualifiedlead";

export const mqlNotAccepted = defineRecordCheck({
  id: "mql-not-accepted",
  area: "handoff",
  topic: "handoff",
  title: "Sales accepts or rejects every MQL within a day",
  failureTitle: "MQLs nobody has accepted or rejected",
  why: "Marketing counts the lead as delivered and sales has not looked at it: each side believes that the other has it.",
  executive: "Marketing passed on interested people and sales has not said whether it takes them.",
  decision: "Decide who accepts the leads that marketing passes on, and within what time.",
  severity: "high",
  cadence: "hourly",
  judges: "contact",
  hours: "owner",
  version: 2,
  stricterThan: [1],
  needs: {
    fields: ["lifecycleStage", "leadStatus", "becameMqlAt"],
    shows: ["ownerId"],
    history: ["leadStatus"],
  },
  params: z.strictObject({
    maxUndecidedMinutes: z
      .int()
      .min(1)
      .max(100_000)
      .default(24 * 60)
      .describe("Business minutes within which sales has to accept or reject an MQL"),
    undecidedStatuses: z
      .array(z.string())
      .default(["NEW"])
      .describe("Lead statuses that say that nobody has decided yet, beside an empty one, by internal name"),
    closedLeadStatuses: leadParams.closedLeadStatuses,
  }),
  acceptedBy: { same: ["becameMqlAt"] },
  failShare: 0.25,
  runbook: [
    "1. Take the lead: set its lead status to In progress, or move it to Sales Qualified Lead.",
    "2. Or reject it: set Unqualified or Bad timing, so that marketing learns from it.",
    "3. Many at once? Look at who owns them, and whether anybody is told when a contact becomes an MQL.",
  ].join("\n"),
  whenNotToUse: "Where sales takes leads without setting a lead status or moving the lifecycle stage.",
  falsePositives: [
    "A lead that sales works without setting a status. Setting it ends the finding; `lead-unanswered` watches the answer itself.",
    "A contact rejected before, who became an MQL again and was rejected again with the same status: HubSpot keeps no second date for an equal value.",
    "A lead that was taken before it became an MQL, under a status that says it is closed. Set the one that holds now.",
    "A status of your own that means not yet looked at. Name it in `undecidedStatuses`.",
  ],
  sources: [
    "HubSpot, contacts: the date of entry into the MQL stage, the lead status and its history",
    "24 hours of business time are our proposal; some agreements between marketing and sales say 48",
  ],

  evaluate(contact, context) {
    const { asOf, params, businessTime } = context;
    if (contact.lifecycleStage !== mqlStage) return forEver(notApplicable("the contact is not an MQL"));
    const { leadStatus, becameMqlAt } = contact;
    if (becameMqlAt === null) return forEver(unknown("HubSpot does not say when the contact became an MQL"));
    if (!businessTime.isLonger(becameMqlAt, asOf, params.maxUndecidedMinutes))
      return holding(pass(), context, afterMinutes(context, becameMqlAt, params.maxUndecidedMinutes));

    const isDecision = (status: string | null) => status !== null && !params.undecidedStatuses.includes(status);
    // Sales is at work with whatever open status. Any other tells nothing of what was decided before it was set.
    if (isDecision(leadStatus) && !params.closedLeadStatuses.includes(leadStatus!)) return forEver(pass());
    if (contact.history.leadStatus.some(({ at, value }) => at >= becameMqlAt && isDecision(value)))
      return forEver(pass());
    const { maxUndecidedMinutes } = params;
    const evidence = { becameMqlAt: becameMqlAt.toISOString(), leadStatus, maxUndecidedMinutes };
    return forEver(fail(evidence, { since: becameMqlAt }));
  },

  brief() {
    return "MQL, neither accepted nor rejected";
  },

  say({ name, evidence, at, isOver, businessTime }) {
    const since = instantIn(evidence, "becameMqlAt");
    const limit = sayBusinessMinutes(numberIn(evidence, "maxUndecidedMinutes"));
    const what = `${name} ${isOver ? "was" : "has been"} an MQL that sales ${isOver ? "had" : "has"} neither accepted nor rejected`;
    return at === null
      ? `${what} since ${sayInstant(since, businessTime.timeZone)} (limit ${limit} of ${sayWhoseTime(businessTime)}).`
      : `${what} for ${sayBusinessMinutes(businessTime.minutesBetween(since, at))} of ${sayWhoseTime(businessTime)} (limit ${limit}).`;
  },
});
