import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import { defineRecordCheck, fail, notApplicable, pass, unknown } from "../define-check.ts";
import { numberIn, textIn } from "../evidence.ts";
import { graceParams } from "../grace.ts";
import { forEver, holding } from "../holds-until.ts";
import { oldestOf, sayLifecycleStage, settledFrom } from "../lifecycle.ts";

export const wonDealContactNotCustomer = defineRecordCheck({
  id: "won-deal-contact-not-customer",
  area: "lifecycle",
  topic: "data-quality",
  title: "Contacts of won deals are customers",
  failureTitle: "Buyers who are not marked as customers",
  why: "Whoever has bought and still counts as a lead gets the e-mails meant for strangers, and every figure by lifecycle stage is wrong.",
  executive: "People who have already bought from you are still being courted as strangers.",
  decision: "Decide whether a won deal makes its contacts customers automatically.",
  severity: "medium",
  cadence: "daily",
  judges: "contact",
  needs: {
    fields: ["lifecycleStage", "createdAt"],
    shows: ["ownerId"],
    related: { deal: ["isWon", "createdAt"] },
  },
  params: z.strictObject({
    customerStages: z
      .array(z.string())
      .min(1)
      .default(["customer", "evangelist"])
      .describe("Lifecycle stages of people who have bought, by internal name"),
    ...graceParams,
  }),
  acceptedBy: { same: ["lifecycleStage"], atMost: ["wonDeals"] },
  failShare: 0.2,
  runbook: [
    "1. Open the contact and its won deal. Did this person, or the company behind them, buy? Then set the lifecycle stage to Customer.",
    "2. Is it about many? In HubSpot, under Settings → Objects → Contacts → Lifecycle stage, let a won deal set the stage.",
    "3. Somebody who only helped, such as a partner, does not belong on the deal: remove the association, or accept the finding.",
  ].join("\n"),
  whenNotToUse: "Where lifecycle stages are kept in another system, and HubSpot's are left alone.",
  falsePositives: [
    "Partners, advisers and suppliers on a won deal who bought nothing. Accept the finding, or take them off the deal.",
    "A stage of your own that means customer. Name it in `customerStages`.",
    "A customer who is in the sales process once more, where your team moves them back to Opportunity for that. Name that stage in `customerStages`.",
  ],
  sources: [
    "HubSpot, lifecycle stages: a won deal can set the stage of its contacts and companies",
    "HubSpot, deals: closed and won by the pipeline, whatever the stage is called",
  ],

  evaluate(contact, context) {
    const { asOf, params } = context;
    const { deal: deals } = contact.related;
    const won = deals.filter(({ isWon }) => isWon === true);
    const first = oldestOf(won);
    if (first === undefined) {
      const unsaid = deals.find(({ isWon }) => isWon === null);
      if (unsaid !== undefined) return forEver(unknown(`HubSpot does not say whether its deal ${unsaid.name} is won`));
      return forEver(notApplicable("no deal of this contact is won"));
    }
    const { lifecycleStage } = contact;
    if (lifecycleStage !== null && params.customerStages.includes(lifecycleStage)) return forEver(pass());
    const settledAt = settledFrom(context, contact, won);
    if (settledAt !== null && asOf < settledAt)
      return holding(notApplicable("the contact or its won deal is new"), context, settledAt);
    return forEver(fail({ lifecycleStage, wonDeals: won.length, deal: first.name }));
  },

  brief({ evidence }) {
    return `${sayStage(evidence["lifecycleStage"])}, although “${textIn(evidence, "deal")}” is won`;
  },

  say({ name, evidence, isOver }) {
    const others = numberIn(evidence, "wonDeals") - 1;
    const deals = `“${textIn(evidence, "deal")}”${others > 0 ? ` and ${countOf(others, "other deal")}` : ""}`;
    const stage = sayStage(evidence["lifecycleStage"]);
    return isOver
      ? `${name} was not a customer but ${stage}, although ${deals} had been won.`
      : `${name} is not a customer but ${stage}, although ${deals} ${others > 0 ? "are" : "is"} won.`;
  },
});

function sayStage(stage: unknown): string {
  return typeof stage === "string" ? `“${sayLifecycleStage(stage)}”` : "without a lifecycle stage";
}
