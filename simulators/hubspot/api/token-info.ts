import { hashToken } from "../model/token.ts";
import { ok } from "./answer.ts";
import type { Answer } from "./answer.ts";
import { jsonBody, plain } from "./call.ts";
import type { Call } from "./call.ts";
import { resourceNotFound } from "./refusal.ts";
import { scopesOf } from "./scopes.ts";

/**
 * What the token of a private app may do. It is asked about in the body; portals in Europe want it in the header as
 * well, and here all do. How HubSpot refuses another kind of token is not confirmed.
 */
export function tokenInfo(call: Call): Answer {
  const token = call.portal.tokens.get(hashToken(plain(jsonBody(call)["tokenKey"])));
  if (!token || token.isRevoked || token.grant.kind !== "private") throw resourceNotFound();
  return ok({ userId: 1, hubId: call.portal.details.portalId, appId: 1, scopes: scopesOf(token.scopes) });
}
