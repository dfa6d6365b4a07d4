import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import { aggregate, defineInventoryCheck, fail, notApplicable, pass } from "../define-check.ts";
import { numberIn } from "../evidence.ts";
import { forEver } from "../holds-until.ts";
import { leadParams, notAnOpenLead, type LeadParams } from "../lead.ts";

const openDealsOf = aggregate({
  of: "deal",
  fields: ["ownerId", "stage"],
  contribution: ({ stage, ownerId }) => (stage.isClosed || ownerId === null ? null : { cohort: ownerId }),
});

const openLeadsOf = aggregate({
  of: "contact",
  fields: ["ownerId", "lifecycleStage", "leadStatus"],
  contribution: (contact, { params }: { readonly params: LeadParams }) =>
    contact.ownerId === null || notAnOpenLead(contact, params) !== null ? null : { cohort: contact.ownerId },
});

export const ownerDeactivated = defineInventoryCheck({
  id: "owner-deactivated",
  area: "routing",
  topic: "routing",
  title: "Everyone who owns open work can still log in",
  failureTitle: "Work owned by deactivated users",
  why: "Work that belongs to a deactivated user is invisible: no reminder reaches anyone and new answers go unread.",
  executive: "Deals and leads still belong to someone who has left.",
  decision: "Name who takes over the work of the person who left.",
  severity: "critical",
  cadence: "hourly",
  startsIn: "alert",
  judges: "owner",
  needs: { fields: ["isActive", "deactivatedAt"], counts: [openDealsOf, openLeadsOf] },
  params: z.strictObject({
    minOpenRecords: z
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .describe("Open deals and leads from which a deactivated owner counts"),
    ...leadParams,
  }),
  hides: {
    checks: [
      "lead-unanswered",
      "lead-untouched",
      "lead-never-contacted",
      "lead-stale",
      "after-hours-lead-waiting",
      "reply-unanswered",
      "mql-not-accepted",
      "qualified-lead-without-deal",
      "deal-close-date-past",
      "deal-stale",
      "deal-stuck-in-stage",
      "deal-without-next-activity",
    ],
    of: "owner",
    tellsInstead: true,
  },
  acceptedBy: { same: ["deactivatedAt", "unknownOwnerId"], atMost: ["openDeals", "openLeads"] },
  failShare: 0.1,
  runbook: [
    "1. In HubSpot, filter deals and contacts by this owner (deactivated owners are listed at the end; one whom HubSpot does not know came with an import or an integration, and is found by its id).",
    "2. Reassign them to whoever took the work over.",
    "3. Take the person out of the routing workflows and meeting links, or new work will follow.",
  ].join("\n"),
  whenNotToUse:
    "When closed history is kept on former colleagues on purpose: open work is all that this check counts, so it needs no exception for that.",
  falsePositives: [
    "A user who was deactivated for a day, such as during a change of the login. The finding ends when they can log in again.",
    "Deals kept open on purpose under a former colleague, such as a legal case. Accept the finding; it opens again when there are more.",
  ],
  sources: [
    "HubSpot, owners API: deactivated users appear only when archived owners are asked for",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(owner, { counts, params }) {
    const [openDeals = 0, openLeads = 0] = counts;
    if (owner.isActive) return forEver(pass());
    const openRecords = openDeals + openLeads;
    if (openRecords < params.minOpenRecords) return withoutWork;
    const failure = fail(
      { deactivatedAt: owner.deactivatedAt?.toISOString() ?? null, openDeals, openLeads },
      owner.deactivatedAt === null ? {} : { since: owner.deactivatedAt },
    );
    return forEver(failure);
  },

  unlisted: {
    label: (id) => `Owner ${id}`,
    evaluate(id, { counts, params }) {
      const [openDeals = 0, openLeads = 0] = counts;
      if (openDeals + openLeads < params.minOpenRecords) return withoutWork;
      return forEver(fail({ unknownOwnerId: id, openDeals, openLeads }));
    },
  },

  brief({ evidence }) {
    const work = sayWork(numberIn(evidence, "openDeals"), numberIn(evidence, "openLeads"));
    return typeof evidence["unknownOwnerId"] === "string"
      ? `unknown to HubSpot, owns ${work}`
      : `deactivated, owns ${work}`;
  },

  say({ name, evidence, isOver }) {
    const work = sayWork(numberIn(evidence, "openDeals"), numberIn(evidence, "openLeads"));
    const unknownId = evidence["unknownOwnerId"];
    if (typeof unknownId === "string")
      return `Owner ${unknownId}, whom HubSpot does not know, ${isOver ? "still owned" : "still owns"} ${work}.`;
    return isOver
      ? `${name} was deactivated in HubSpot and still owned ${work}.`
      : `${name} is deactivated in HubSpot and still owns ${work}.`;
  },
});

/** Whoever took the work over has done what the runbook asks for. */
const withoutWork = forEver(notApplicable("nothing open belongs to this user any more", "seen-healthy"));

function sayWork(openDeals: number, openLeads: number): string {
  const parts = [
    openDeals > 0 ? countOf(openDeals, "open deal") : null,
    openLeads > 0 ? countOf(openLeads, "open lead") : null,
  ];
  return parts.filter((part) => part !== null).join(" and ");
}
