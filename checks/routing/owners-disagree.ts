import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import { defineRecordCheck, fail, notApplicable, pass } from "../define-check.ts";
import { numberIn } from "../evidence.ts";
import { forEver } from "../holds-until.ts";

const parts = ["contact", "company"] as const;

export const ownersDisagree = defineRecordCheck({
  id: "owners-disagree",
  area: "routing",
  topic: "routing",
  title: "An open deal, its contacts and its company have one owner",
  failureTitle: "Deals whose people belong to someone else",
  why: "Where the contact belongs to one salesperson and the deal to another, two people call, or each waits for the other.",
  executive: "Two of your people are in charge of the same customer, and each may think the other one is.",
  decision: "Decide who leads where two people own one customer.",
  severity: "medium",
  cadence: "daily",
  judges: "deal",
  needs: {
    fields: ["stage", "ownerId"],
    related: { contact: ["ownerId"], company: ["ownerId"] },
  },
  params: z.strictObject({
    comparedTypes: z
      .array(z.enum(parts))
      .min(1)
      .default([...parts])
      .describe("What has to have the owner of the open deal that it hangs on"),
  }),
  acceptedBy: { same: ["ownerId"], atMost: ["differing", "unowned"] },
  failShare: 0.15,
  runbook: [
    "1. Ask both owners who leads this customer.",
    "2. Give the deal, its contacts and its company to that person.",
    "3. If this happens often, let a workflow carry the owner over when a deal is made.",
  ].join("\n"),
  whenNotToUse:
    "When one team owns contacts and another one deals on purpose, such as development and account executives.",
  falsePositives: [
    "Contacts who are on several deals of different owners, such as partners: exclude these deals.",
    "Companies that belong to customer success while sales sells more to them: take company out of `comparedTypes`.",
  ],
  sources: [
    "HubSpot does not carry the owner of a deal over to its contacts and its company by itself",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(deal, { params }) {
    if (deal.stage.isClosed) return forEver(notApplicable("the deal is closed"));
    if (deal.ownerId === null)
      return forEver(notApplicable("the deal has no owner itself, which deal-unassigned watches"));
    const { contact: contacts, company: companies } = deal.related;
    const compared: readonly Owned[] = [
      ...(params.comparedTypes.includes("contact") ? contacts : []),
      ...(params.comparedTypes.includes("company") ? companies : []),
    ];
    if (compared.length === 0) return forEver(notApplicable("nothing hangs on the deal that could have an owner"));
    const unowned = compared.filter(({ ownerId }) => ownerId === null).length;
    const owned = compared.filter(({ ownerId }) => ownerId === deal.ownerId).length;
    const differing = compared.length - owned - unowned;
    if (differing + unowned === 0) return forEver(pass());
    return forEver(fail({ ownerId: deal.ownerId, compared: compared.length, differing, unowned }));
  },

  brief: ({ evidence }) => (evidence["differing"] === 0 ? "contact or company without an owner" : "owners differ"),

  say({ name, evidence, isOver }) {
    const [differing, unowned] = [numberIn(evidence, "differing"), numberIn(evidence, "unowned")];
    const all = numberIn(evidence, "compared");
    const verb = (count: number, one: string, many: string, was: string) =>
      `${count} ${isOver ? was : count === 1 ? one : many}`;
    const said = [
      ...(differing > 0 ? [`${verb(differing, "belongs", "belong", "belonged")} to someone else`] : []),
      ...(unowned > 0 ? [`${verb(unowned, "has", "have", "had")} no owner`] : []),
    ];
    return `${name}: of its ${countOf(all, "contact or company", "contacts and companies")}, ${said.join(" and ")}.`;
  },
});

interface Owned {
  readonly ownerId: string | null;
}
