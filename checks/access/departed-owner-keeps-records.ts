import { z } from "zod";
import { countOf } from "../../domain/duration.ts";
import type { Evidence } from "../../domain/findings/verdict.ts";
import { aggregate, defineInventoryCheck, fail, notApplicable, pass } from "../define-check.ts";
import { numberIn } from "../evidence.ts";
import { forEver } from "../holds-until.ts";
import { leadParams, notAnOpenLead, type LeadParams } from "../lead.ts";

const companiesOf = aggregate({
  of: "company",
  fields: ["ownerId"],
  contribution: ({ ownerId }) => (ownerId === null ? null : { cohort: ownerId }),
});

/** Open leads are told by `owner-deactivated`, and nothing is told twice. */
const otherContactsOf = aggregate({
  of: "contact",
  fields: ["ownerId", "lifecycleStage", "leadStatus"],
  contribution: (contact, { params }: { readonly params: LeadParams }) =>
    contact.ownerId === null || notAnOpenLead(contact, params) === null ? null : { cohort: contact.ownerId },
});

const openTasksOf = aggregate({
  of: "task",
  fields: ["ownerId", "isDone"],
  contribution: ({ ownerId, isDone }) => (ownerId === null || isDone ? null : { cohort: ownerId }),
});

export const departedOwnerKeepsRecords = defineInventoryCheck({
  id: "departed-owner-keeps-records",
  area: "access",
  topic: "routing",
  title: "Records belong to people who are still there",
  failureTitle: "Records owned by people who left",
  why: "Customers, companies and tasks of someone who left are in no one's list: renewals, replies and reminders go to a dead inbox.",
  executive: "Customers still belong to someone who has left.",
  decision: "Name who takes over the customers and tasks of the person who left.",
  severity: "medium",
  cadence: "daily",
  judges: "owner",
  needs: { fields: ["isActive", "deactivatedAt"], counts: [companiesOf, otherContactsOf, openTasksOf] },
  params: z.strictObject({
    minOwnedRecords: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(1)
      .describe("Companies, contacts and open tasks from which a departed owner counts"),
    ...leadParams,
  }),
  acceptedBy: { same: ["deactivatedAt", "unknownOwnerId"], atMost: ["companies", "contacts", "openTasks"] },
  // An overdue task of somebody who left is one of those that are counted here.
  hides: { checks: ["task-overdue"], of: "owner", tellsInstead: true },
  failShare: 0.3,
  runbook: [
    "1. In HubSpot, filter companies, contacts and tasks by this owner (deactivated owners are listed at the end).",
    "2. Hand the companies over first: their contacts usually follow to the same colleague.",
    "3. Tasks that no one needs any more are completed or deleted, not handed over.",
  ].join("\n"),
  whenNotToUse:
    "Where former colleagues stay the owners of old customers on purpose. Then `owner-deactivated` alone watches what is open.",
  falsePositives: [
    "Contacts that are kept only for their history, such as former customers. Raise `minOwnedRecords`, or accept the finding: it comes back when there are more.",
    "A colleague on leave whose user was deactivated for that time.",
    "Closed deals, completed tasks and lead objects are not counted, and what is open (deals and leads) is told by `owner-deactivated`.",
  ],
  sources: [
    "HubSpot, owners API: deactivated users appear only when archived owners are asked for",
    "The limits are our proposal, to be tuned for each client",
  ],

  evaluate(owner, { counts, params }) {
    if (owner.isActive) return forEver(pass());
    const owned = ownedOf(counts);
    if (sum(owned) < params.minOwnedRecords) return withoutRecords;
    const { deactivatedAt } = owner;
    const evidence = { deactivatedAt: deactivatedAt?.toISOString() ?? null, ...owned };
    return forEver(fail(evidence, deactivatedAt === null ? {} : { since: deactivatedAt }));
  },

  unlisted: {
    label: (id) => `Owner ${id}`,
    evaluate(id, { counts, params }) {
      const owned = ownedOf(counts);
      return sum(owned) < params.minOwnedRecords ? withoutRecords : forEver(fail({ unknownOwnerId: id, ...owned }));
    },
  },

  brief({ evidence }) {
    const who = typeof evidence["unknownOwnerId"] === "string" ? "unknown to HubSpot" : "deactivated";
    return `${who}, owns ${sayOwned(evidence)}`;
  },

  say({ name, evidence, isOver }) {
    const unknownId = evidence["unknownOwnerId"];
    const owns = `${isOver ? "still owned" : "still owns"} ${sayOwned(evidence)}`;
    if (typeof unknownId === "string") return `Owner ${unknownId}, whom HubSpot does not know, ${owns}.`;
    return `${name} ${isOver ? "was" : "is"} deactivated in HubSpot and ${owns}.`;
  },
});

/** Whoever took the records over has done what the runbook asks for. */
const withoutRecords = forEver(notApplicable("nothing belongs to this user any more", "seen-healthy"));

interface Owned {
  readonly companies: number;
  readonly contacts: number;
  readonly openTasks: number;
}

function ownedOf([companies = 0, contacts = 0, openTasks = 0]: readonly number[]): Owned & Evidence {
  return { companies, contacts, openTasks };
}

const sum = ({ companies, contacts, openTasks }: Owned): number => companies + contacts + openTasks;

/** "2 companies, 5 contacts and 1 open task". */
function sayOwned(evidence: Evidence): string {
  const parts = [
    { n: numberIn(evidence, "companies"), noun: "company" },
    { n: numberIn(evidence, "contacts"), noun: "contact" },
    { n: numberIn(evidence, "openTasks"), noun: "open task" },
  ].flatMap(({ n, noun }) => (n > 0 ? [countOf(n, noun)] : []));
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)!}`;
}
