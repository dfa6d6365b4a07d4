import type { Owner } from "../model/owner.ts";
import { userIdOf } from "../model/user-id.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { limitOf, pagingTo } from "./paging.ts";
import { resourceNotFound } from "./refusal.ts";
import { teamId } from "./teams.ts";

/** People who can own records. The deactivated appear only with `archived=true`, and then nobody else does. */
export function listOwners(call: Call): Answer {
  const limit = limitOf(call, { standard: 100, max: 500 });
  const isArchived = call.query.get("archived") === "true";
  const email = call.query.get("email")?.toLowerCase();
  const after = Number(call.query.get("after") ?? 0);
  const owners = [...call.portal.owners.values()]
    .filter((owner) => owner.exists(call.at) && owner.isDeactivated(call.at) === isArchived)
    .filter(({ identity }) => Number(identity.id) >= after && (!email || identity.email === email))
    .toSorted((one, other) => Number(one.identity.id) - Number(other.identity.id));
  const next = owners[limit];
  return ok({
    results: owners.slice(0, limit).map((owner) => renderOwner(call, owner)),
    ...(next && pagingTo(call, "/crm/v3/owners/", next.identity.id)),
  });
}

export function readOwner(call: Call): Answer {
  const id = call.params["id"] ?? "";
  const byUserId = call.query.get("idProperty") === "userId";
  const owner = [...call.portal.owners.values()].find(
    ({ identity }) => (byUserId ? String(userIdOf(identity.id)) : identity.id) === id,
  );
  const isArchived = call.query.get("archived") === "true";
  if (!owner?.exists(call.at) || owner.isDeactivated(call.at) !== isArchived) throw resourceNotFound();
  return ok(renderOwner(call, owner));
}

function renderOwner({ portal, at }: Call, owner: Owner): unknown {
  const { id, email, firstName, lastName } = owner.identity;
  const archived = owner.isDeactivated(at);
  return {
    id,
    email,
    firstName,
    lastName,
    type: "PERSON",
    userId: archived ? null : userIdOf(id),
    userIdIncludingInactive: userIdOf(id),
    teams: owner.teams(at).map((name, index) => ({ id: teamId(portal, name), name, primary: index === 0 })),
    createdAt: new Date(owner.createdAt).toISOString(),
    updatedAt: new Date(owner.updatedAt(at)).toISOString(),
    archived,
  };
}
