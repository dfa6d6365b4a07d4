import type { AdminRequest } from "../../admin-router.ts";
import { NotFound } from "../../admin-router.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import { setUpSource } from "../model/source.ts";
import { hashToken } from "../model/token.ts";
import { TokenChange, TokenInput } from "./inputs.ts";

/** Gives a token access. A token that has it already is left as it is. */
export function grantToken({ portal }: HostedPortal, { body }: AdminRequest): unknown {
  const { token, name, kind, scopes = "all" } = TokenInput.parse(body);
  const hash = hashToken(token);
  if (!portal.tokens.has(hash))
    portal.write({ what: "token-granted", grant: { name, hash, kind, scopes } }, setUpSource);
  return { name };
}

/** Revokes or restores a token, or changes what it may do. */
export function changeToken({ portal }: HostedPortal, { params, body }: AdminRequest): unknown {
  const name = params["name"] ?? "";
  const change = TokenChange.parse(body);
  if (![...portal.tokens.values()].some(({ grant }) => grant.name === name))
    throw new NotFound(`There is no token named "${name}" in portal ${portal.details.portalId}.`);
  portal.write({ what: "token-changed", name, ...change }, setUpSource);
  return { name };
}
