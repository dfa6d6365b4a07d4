import { z } from "zod";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { textIn } from "../evidence.ts";
import { graceEnds, graceParams } from "../grace.ts";
import { forEver, holding } from "../holds-until.ts";

export const dealWithoutContact = defineRecordCheck({
  id: "deal-without-contact",
  area: "stages",
  topic: "stale-deals",
  title: "Every open deal has a contact",
  failureTitle: "Open deals without a contact",
  why: "A deal without a contact has no one to call: its e-mails and meetings are logged elsewhere, and a new owner has nothing to start from.",
  executive: "Deals are open and no one can say who the buyer is.",
  decision: "Ask each owner to name the buyer, or to close the deal.",
  severity: "medium",
  cadence: "daily",
  judges: "deal",
  needs: { fields: ["stage", "contactCount", "createdAt"], shows: ["ownerId", "amount"] },
  params: z.strictObject({ ...graceParams }),
  failShare: 0.2,
  runbook: [
    "1. Associate the buyer with the deal, and everyone else who has a say.",
    "2. If no one is known, there is no deal yet: close it, or move it back.",
  ].join("\n"),
  whenNotToUse: "Where deals are kept for companies alone, such as tenders or orders that an integration writes.",
  falsePositives: [
    "Deals that an integration makes with a company only. Accept their findings, or have it associate the person who ordered.",
    "A contact that was deleted on request (GDPR) while the deal is still open. Associate the next person, or accept the finding.",
  ],
  sources: [
    "HubSpot, default deal properties: “Number of associated contacts” is counted by HubSpot; empty means none",
    "https://knowledge.hubspot.com/properties/hubspots-default-deal-properties",
  ],

  evaluate(deal, context) {
    if (deal.stage.isClosed) return forEver(notApplicable("the deal is closed"));
    if (deal.contactCount !== null && deal.contactCount > 0) return forEver(pass());
    const newUntil = graceEnds(context, deal.createdAt);
    if (newUntil !== null && newUntil > context.asOf)
      return holding(notApplicable("the deal is new"), context, newUntil);
    return forEver(fail({ stage: deal.stage.label, pipeline: deal.stage.pipelineLabel, amount: deal.amount }));
  },

  brief({ evidence }) {
    return `in “${textIn(evidence, "stage")}”, no contact`;
  },

  say({ name, evidence, isOver }) {
    return `${name} ${isOver ? "was" : "is"} in “${textIn(evidence, "stage")}” without a contact.`;
  },
});
