import { z } from "zod";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { textIn } from "../evidence.ts";
import { graceEnds, graceParams } from "../grace.ts";
import { forEver, holding } from "../holds-until.ts";
import { disqualifiedParams, isStageAmong } from "../lead-object.ts";

export const leadWithoutContact = defineRecordCheck({
  id: "lead-without-contact",
  area: "handoff",
  topic: "handoff",
  title: "Every lead names a person to talk to",
  failureTitle: "Leads without a contact",
  why: "A lead without a contact has no phone number and no address: it stays on the list, and nobody can work it.",
  executive: "There are sales prospects on the list with nobody to call.",
  decision: "Decide whether these leads get a contact or are closed.",
  severity: "medium",
  cadence: "daily",
  judges: "lead",
  needs: { fields: ["stage", "createdAt"], shows: ["ownerId"], related: { contact: [] } },
  params: z.strictObject({ ...disqualifiedParams, ...graceParams }),
  failShare: 0.2,
  runbook: [
    "1. Open the lead, find out whom to talk to at its company, and associate that contact with it.",
    "2. Is there nobody? Disqualify the lead with a reason.",
  ].join("\n"),
  whenNotToUse: "Where leads are companies on purpose, and the person is looked for only later.",
  falsePositives: [
    "A list of target companies kept as leads. Raise `graceDays` to the time in which a person has to be found, or switch the check off.",
  ],
  sources: [
    "HubSpot, leads: each has a primary contact or a primary company, and is deleted with the last of them",
    "The rule is that of other open auditors; the days are our proposal",
  ],

  evaluate(lead, context) {
    const { asOf, params } = context;
    if (lead.related.contact.length > 0) return forEver(pass());
    if (isStageAmong(lead.stage, params.disqualifiedStages))
      return forEver(notApplicable("the lead is disqualified: nobody has to be called"));
    const ends = graceEnds(context, lead.createdAt);
    if (ends !== null && asOf < ends) return holding(notApplicable("the lead is new"), context, ends);
    return forEver(fail({ stage: lead.stage.label }));
  },

  brief({ evidence }) {
    return `in “${textIn(evidence, "stage")}”, no contact`;
  },

  say({ name, evidence, isOver }) {
    return `The lead ${name} ${isOver ? "was" : "is"} in “${textIn(evidence, "stage")}” with no contact.`;
  },
});
