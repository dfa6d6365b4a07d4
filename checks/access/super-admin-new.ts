import { z } from "zod";
import type { User } from "../../domain/inventory/user.ts";
import { defineInventoryCheck, fail, pass } from "../define-check.ts";
import { textIn } from "../evidence.ts";
import { forEver } from "../holds-until.ts";

export const superAdminNew = defineInventoryCheck({
  id: "super-admin-new",
  area: "access",
  topic: "permissions",
  title: "Every super admin is approved",
  failureTitle: "New super admins",
  why: "A super admin can export, change and delete everything, and make others super admins: a new one is a decision, never a side effect.",
  executive: "Someone was given full access to all of your customer data.",
  decision: "Confirm that this person needs full access, or have it taken away.",
  severity: "critical",
  cadence: "hourly",
  judges: "user",
  needs: { fields: ["isSuperAdmin", "email"], approved: { watches: ["isSuperAdmin"] } },
  params: z.strictObject({
    superAdmins: z
      .array(z.string())
      .default([])
      .describe(
        "E-mail addresses of users who may be super admins. Empty: those whom the first audit found, and whom a person approved since",
      ),
  }),
  failShare: 0.2,
  runbook: [
    "1. Ask the client whether they know of it; who did it stands in HubSpot's security log (Settings, Security).",
    "2. Is it meant? `revwatch drift --accept user/ID --by NAME` approves it, or add the address to `superAdmins`.",
    "3. Is it not? Take the rights away in HubSpot and change the password of whoever gave them.",
  ].join("\n"),
  whenNotToUse: "Leave it on: it speaks only when a user gets full access.",
  falsePositives: [
    "A new administrator whom the client has agreed to and that has not reached you. Accept the change.",
    "With `superAdmins` set, whoever is missing from the list is told, those of the first audit too.",
  ],
  sources: [
    "HubSpot, user provisioning API: superAdmin",
    "The approved version is what the first complete audit found: docs/decisions/0022-item-versions.md",
  ],

  evaluate({ isSuperAdmin, email }, { approved, params }) {
    const { isGone, changedAt, ending } = approved;
    if (isGone || !isSuperAdmin) return forEver(pass(ending));
    const isListed = params.superAdmins.some((one) => one.trim().toLowerCase() === email);
    if (isListed) return forEver(pass("accepted"));
    const was = approved.item as User | null;
    const isApproved = params.superAdmins.length === 0 ? was?.isSuperAdmin === true : ending === "accepted";
    if (isApproved) return forEver(pass(ending));
    const isNew = was?.isSuperAdmin !== true;
    return forEver(fail({ email, isNew }, isNew && changedAt !== null ? { since: changedAt } : {}));
  },

  brief: ({ evidence }) => (evidence["isNew"] === true ? "new super admin" : "super admin, not on the list"),

  say({ name, evidence, isOver }) {
    const who = `${name} (${textIn(evidence, "email")})`;
    if (evidence["isNew"] === true)
      return isOver
        ? `${who} had been made a super admin without approval.`
        : `${who} was made a super admin without approval.`;
    return `${who} ${isOver ? "was" : "is"} a super admin and not on the list of those who may be.`;
  },
});
