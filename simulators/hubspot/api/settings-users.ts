import type { Owner } from "../model/owner.ts";
import { userIdOf } from "../model/user-id.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { offsetPage } from "./offset-page.ts";
import { resourceNotFound } from "./refusal.ts";
import { teamId, teamNames } from "./teams.ts";

/** Who may log in. Unlike the owners, the settings forget a person who was deactivated. */
export function listUsers(call: Call): Answer {
  const users = presentOwners(call).map((owner) => renderUser(call, owner));
  return ok(offsetPage(call, users, { standard: 100, max: 100 }, "/settings/v3/users"));
}

export function readUser(call: Call): Answer {
  const id = call.params["id"] ?? "";
  const byEmail = call.query.get("idProperty") === "EMAIL";
  const owner = presentOwners(call).find(
    ({ identity }) => (byEmail ? identity.email : String(userIdOf(identity.id))) === id,
  );
  if (!owner) throw resourceNotFound();
  return ok(renderUser(call, owner));
}

export function listRoles(call: Call): Answer {
  const roles = call.portal.documents("role", call.at).map((role) => ({
    id: role.id,
    name: String(role.contentAt(call.at)?.["name"]),
    requiresBillingWrite: role.contentAt(call.at)?.["requiresBillingWrite"] === true,
  }));
  return ok({ results: roles });
}

/** Teams with the people in each: in the first of their teams as members, in the others beside it. */
export function listTeams(call: Call): Answer {
  const results = teamNames(call.portal).map((name) => ({
    id: teamId(call.portal, name),
    name,
    userIds: membersOf(call, name, true),
    secondaryUserIds: membersOf(call, name, false),
  }));
  return ok({ results });
}

/** The same teams, as the newer path shows them. */
export function listTeamsBriefly(call: Call): Answer {
  const teams = teamNames(call.portal).map((name) => ({ id: teamId(call.portal, name), name }));
  return ok(offsetPage(call, teams, { standard: 100, max: 100 }, "/settings/v3/teams"));
}

export function listTeamMembers(call: Call): Answer {
  const name = teamNames(call.portal).find((known) => teamId(call.portal, known) === call.params["id"]);
  if (name === undefined) throw resourceNotFound();
  const members = [
    ...membersOf(call, name, true).map((userId) => ({ userId, type: "DEFAULT" })),
    ...membersOf(call, name, false).map((userId) => ({ userId, type: "EXTRA" })),
  ];
  return ok(offsetPage(call, members, { standard: 100, max: 100 }, `/settings/v3/teams/${call.params["id"]}/members`));
}

const presentOwners = ({ portal, at }: Call): Owner[] =>
  [...portal.owners.values()].filter((owner) => owner.exists(at) && !owner.isDeactivated(at));

function membersOf(call: Call, team: string, isPrimary: boolean): string[] {
  return presentOwners(call)
    .filter((owner) => {
      const place = owner.teams(call.at).indexOf(team);
      return isPrimary ? place === 0 : place > 0;
    })
    .map(({ identity }) => String(userIdOf(identity.id)));
}

function renderUser(call: Call, owner: Owner): unknown {
  const { identity } = owner;
  const id = String(userIdOf(identity.id));
  const access = call.portal.document("user-access", id, call.at)?.contentAt(call.at);
  const roleId = access?.["roleId"];
  const [primary, ...secondary] = owner.teams(call.at).map((name) => teamId(call.portal, name));
  return {
    id,
    email: identity.email,
    firstName: identity.firstName,
    lastName: identity.lastName,
    superAdmin: access?.["superAdmin"] === true,
    roleIds: typeof roleId === "string" ? [roleId] : [],
    ...(typeof roleId === "string" && { roleId }),
    ...(primary !== undefined && { primaryTeamId: primary }),
    secondaryTeamIds: secondary,
  };
}
