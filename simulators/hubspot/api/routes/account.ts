import { accountDetails, dailyUsage } from "../account.ts";
import { listAuditLogs, listLogins, listSecurityActivity } from "../activity-logs.ts";
import { listRoles, listTeamMembers, listTeams, listTeamsBriefly, listUsers, readUser } from "../settings-users.ts";
import { anyEnterprise } from "../tiers.ts";
import { tokenInfo } from "../token-info.ts";
import { defineRoutes } from "./define.ts";

const security = ["account-info.security.read"];
/** Which tier the logs need is not confirmed; Enterprise is the cautious guess. */
const logs = { tier: anyEnterprise };
/** Either of the two is enough. */
const users = { anyOf: ["settings.users.read", "crm.objects.users.read"] };
const teams = { anyOf: ["settings.users.teams.read"] };

/** The account itself, its logs, and the people who may log in. */
export const accountRoutes = defineRoutes([
  ["GET /account-info/{dated}/details | /account-info/v3/details", "none", accountDetails],
  [
    "GET /account-info/{dated}/api-usage/daily/private-apps | /account-info/v3/api-usage/daily/private-apps",
    "none",
    dailyUsage,
  ],
  ["POST /oauth/v2/private-apps/get/access-token-info", "none", tokenInfo],
  [
    "GET /account-info/{dated}/activity/audit-logs | /account-info/v3/activity/audit-logs",
    security,
    listAuditLogs,
    logs,
  ],
  ["GET /account-info/{dated}/activity/login | /account-info/v3/activity/login", security, listLogins, logs],
  [
    "GET /account-info/{dated}/activity/security | /account-info/v3/activity/security",
    security,
    listSecurityActivity,
    logs,
  ],

  ["GET /settings/users/2026-03 | /settings/users/{beta} | /settings/v3/users", users, listUsers],
  ["GET /settings/users/2026-03/roles | /settings/users/{beta}/roles | /settings/v3/users/roles", users, listRoles],
  ["GET /settings/users/2026-03/teams | /settings/users/{beta}/teams | /settings/v3/users/teams", teams, listTeams],
  ["GET /settings/users/2026-03/{id} | /settings/users/{beta}/{id} | /settings/v3/users/{id}", users, readUser],
  ["GET /settings/teams/{beta}", teams, listTeamsBriefly],
  ["GET /settings/teams/{beta}/{id}/members", teams, listTeamMembers],
]);
