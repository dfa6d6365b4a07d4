import type { AdminRequest } from "../../admin-router.ts";
import { NotFound } from "../../admin-router.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import { crmUi } from "../model/source.ts";
import { OwnerInput } from "./inputs.ts";

/** Everybody who ever was an owner, with whether they still are as of the portal's clock. */
export function listOwners({ portal }: HostedPortal): unknown {
  const at = portal.instant();
  const owners = [...portal.owners.values()].filter((owner) => owner.exists(at));
  return { owners: owners.map((owner) => ({ ...owner.identity, isDeactivated: owner.isDeactivated(at) })) };
}

export function createOwner({ portal }: HostedPortal, { body }: AdminRequest): unknown {
  const { id = String(700_000_001 + portal.owners.size), ...person } = OwnerInput.parse(body);
  if (portal.owners.has(id)) throw new Error(`Owner ${id} exists already.`);
  portal.write({ what: "owner-created", id, ...person }, crmUi);
  return { id, ...person };
}

export function changeOwner(
  { portal }: HostedPortal,
  params: AdminRequest["params"],
  what: "owner-deactivated" | "owner-reactivated",
): unknown {
  const id = params["ownerId"] ?? "";
  if (!portal.owners.has(id)) throw new NotFound(`There is no owner ${id} in portal ${portal.details.portalId}.`);
  portal.write({ what, id }, crmUi);
  return { id, isDeactivated: what === "owner-deactivated" };
}
