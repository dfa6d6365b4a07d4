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
        "E-mail addresses of users who may be super admins, beside those whom the first audit found and whom a person approved",
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
    "Who was a super admin at the first audit is never told here, wanted or not: `super-admins-too-many` counts them.",
  ],
  sources: [
    "HubSpot, user provisioning API: superAdmin",
    "The approved version is what the first complete audit found: docs/decisions/0022-item-versions.md",
  ],

  evaluate({ isSuperAdmin, email }, { approved, params }) {
    const { isGone, changedAt, ending } = approved;
    const was = approved.item as User | null;
    if (isGone || !isSuperAdmin || was?.isSuperAdmin === true) return forEver(pass(ending));
    if (params.superAdmins.some((one) => one.trim().toLowerCase() === email)) return forEver(pass("accepted"));
    return forEver(fail({ email }, changedAt === null ? {} : { since: changedAt }));
  },

  brief: () => "new super admin",

  say({ name, evidence, isOver }) {
    const who = `${name} (${textIn(evidence, "email")})`;
    return `${who} ${isOver ? "had been" : "was"} made a super admin without approval.`;
  },
});
