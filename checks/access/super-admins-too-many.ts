import { z } from "zod";
import { definePortalCheck, fail, pass } from "../define-check.ts";
import { numberIn, textIn } from "../evidence.ts";
import { forEver } from "../holds-until.ts";

/** So many are named; the others are counted. */
const mostNamed = 10;

export const superAdminsTooMany = definePortalCheck({
  id: "super-admins-too-many",
  area: "access",
  topic: "permissions",
  title: "Few users are super admins",
  failureTitle: "Too many super admins",
  why: "A super admin can export, change and delete everything: each one more is one more password that opens all of it.",
  executive: "More people than necessary can read, change and delete all of your customer data.",
  decision: "Name the few people who need full access; the others get the rights of their work.",
  severity: "high",
  cadence: "daily",
  judges: "portal",
  subject: { id: "super-admins", label: "Super admins" },
  needs: { inventory: { user: ["isSuperAdmin"] } },
  params: z.strictObject({
    maxPercent: z
      .number()
      .min(0)
      .max(100)
      .default(20)
      .describe("Share of the users who may be super admins, in percent; not asked in a small team"),
    maxAdminUsers: z.int().min(1).max(1000).default(3).describe("Users who may be super admins"),
    smallTeamUsers: z.int().min(0).max(1000).default(5).describe("Users up to which a team is small"),
    maxAdminUsersOfSmallTeam: z.int().min(1).max(1000).default(2).describe("Super admins of a small team"),
  }),
  acceptedBy: { same: [], atMost: ["superAdmins"] },
  failShare: 1,
  runbook: [
    "1. In HubSpot, under Settings, Users & Teams, filter by super admin.",
    "2. Ask of each what they need it for; agencies and former projects are the usual answer.",
    "3. Give the others a permission set of their work, and keep two who can stand in for each other.",
  ].join("\n"),
  whenNotToUse:
    "Where the client has decided that everyone may do everything: raise the limits, so that the next one is told.",
  falsePositives: [
    "A partner agency whose people need full access for a project. Accept the finding for that time.",
    "A user of an integration that HubSpot lets in only as a super admin. Raise the limit by one.",
  ],
  sources: [
    "HubSpot, user provisioning API: superAdmin",
    "The limits are those of an open auditor, to be tuned for each client",
  ],

  evaluate({ user: users }, { params }) {
    const admins = users.filter(({ isSuperAdmin }) => isSuperAdmin);
    const isSmall = users.length <= params.smallTeamUsers;
    const limit = isSmall ? params.maxAdminUsersOfSmallTeam : params.maxAdminUsers;
    const isOverShare = !isSmall && 100 * admins.length > params.maxPercent * users.length;
    if (admins.length <= limit && !isOverShare) return forEver(pass());
    const names = admins.map(({ name }) => name).toSorted();
    return forEver(
      fail({
        superAdmins: admins.length,
        users: users.length,
        limit: admins.length > limit ? String(limit) : `${params.maxPercent} %`,
        names: names.slice(0, mostNamed).join(", "),
      }),
    );
  },

  say({ evidence, isOver }) {
    const [admins, users] = [numberIn(evidence, "superAdmins"), numberIn(evidence, "users")];
    const others = admins > mostNamed ? ` and ${admins - mostNamed} more` : "";
    const verb = isOver ? "were" : "are";
    return `${admins} of ${users} users ${verb} super admins (limit ${textIn(evidence, "limit")}): ${textIn(evidence, "names")}${others}.`;
  },
});
