import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { numberIn, textIn } from "../evidence.ts";
import { graceParams } from "../grace.ts";
import { forEver, holding } from "../holds-until.ts";
import { oldestOf, sayLifecycleStage, settledFrom } from "../lifecycle.ts";

export const lifecycleBehindDeal = defineRecordCheck({
  id: "lifecycle-behind-deal",
  area: "lifecycle",
  topic: "data-quality",
  title: "Contacts with an open deal are past the lead stages",
  failureTitle: "Contacts whose lifecycle stage lags behind their deal",
  why: "A contact with an open deal who still counts as a lead is nurtured as one, and conversion from lead to opportunity looks worse than it is.",
  executive: "People you are negotiating with are still being written to as if you had never spoken.",
  decision: "Decide whether a new deal moves its contacts on automatically.",
  severity: "medium",
  cadence: "daily",
  judges: "contact",
  needs: {
    fields: ["lifecycleStage", "createdAt"],
    shows: ["ownerId"],
    related: { deal: ["stage", "isWon", "createdAt"] },
  },
  params: z.strictObject({
    stagesBeforeDeal: z
      .array(z.string())
      .min(1)
      .default(["subscriber", "lead"])
      .describe("Lifecycle stages in which nobody with an open deal should be, by internal name"),
    ...graceParams,
  }),
  acceptedBy: { same: ["lifecycleStage"], atMost: ["openDeals"] },
  failShare: 0.2,
  runbook: [
    "1. Open the contact and its deal. Is this person a buyer? Then set the lifecycle stage to Opportunity.",
    "2. Is it about many? In HubSpot, under Settings → Objects → Contacts → Lifecycle stage, let a new deal set the stage.",
    "3. Is the deal a leftover? Close it as lost with its reason.",
  ].join("\n"),
  whenNotToUse: "Where a deal is opened for every inquiry, long before anybody is qualified.",
  falsePositives: [
    "Partners and advisers on a deal who are not buying. Accept the finding, or take them off the deal.",
    "Renewal deals that HubSpot or an integration opens by itself for contacts nobody has sorted yet. Sort the contact once: it is not told again.",
  ],
  sources: [
    "HubSpot, lifecycle stages: a new deal can set the stage of its contacts and companies",
    "The stages are our proposal, to be tuned for each client",
  ],

  evaluate(contact, context) {
    const { asOf, params, businessTime } = context;
    const { lifecycleStage, related } = contact;
    const open = related.deal.filter(({ stage }) => !stage.isClosed);
    const first = oldestOf(open);
    if (first === undefined) return forEver(notApplicable("the contact has no open deal"));
    if (lifecycleStage === null) return forEver(notApplicable("the contact has no lifecycle stage"));
    if (!params.stagesBeforeDeal.includes(lifecycleStage)) return forEver(pass());
    // One wrong stage is told once: whoever has bought should be more than an opportunity.
    if (related.deal.some(({ isWon }) => isWon === true))
      return forEver(notApplicable("a deal of this contact is won: won-deal-contact-not-customer watches it"));
    const settledAt = settledFrom(context, contact, open);
    if (settledAt !== null && asOf < settledAt)
      return holding(notApplicable("the contact or its deal is new"), context, settledAt);
    return forEver(
      fail(
        {
          lifecycleStage,
          openDeals: open.length,
          deal: first.name,
          openSince: first.createdAt === null ? null : businessTime.localDay(first.createdAt),
        },
        first.createdAt === null ? {} : { since: first.createdAt },
      ),
    );
  },

  brief({ evidence }) {
    return `“${sayLifecycleStage(textIn(evidence, "lifecycleStage"))}”, although “${textIn(evidence, "deal")}” is open`;
  },

  say({ name, evidence, isOver }) {
    const others = numberIn(evidence, "openDeals") - 1;
    const deals = `“${textIn(evidence, "deal")}”${others > 0 ? ` and ${countOf(others, "other deal")}` : ""}`;
    const stage = sayLifecycleStage(textIn(evidence, "lifecycleStage"));
    const [was, were] = isOver ? ["was", "were"] : ["is", "are"];
    return `${name} ${was} still “${stage}”, although ${deals} ${others > 0 ? were : was} open.`;
  },
});
