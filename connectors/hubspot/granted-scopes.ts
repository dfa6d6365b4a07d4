import { z } from "zod";
import type { AccessToken, OAuthCredentials } from "./access-token.ts";
import { HubSpotBadAnswer, HubSpotBadRequest, HubSpotForbidden, HubSpotUnauthorized } from "./errors.ts";
import type { Gateway } from "./gateway.ts";
import { askOAuth } from "./oauth-request.ts";
import { parseAnswer } from "./schema.ts";
import { introspectPath, tokenInfoPath } from "./versions.ts";

/** What the token may do, sorted; null where HubSpot does not say. */
export type GrantedScopes = () => Promise<readonly string[] | null>;

const TokenInfo = z.object({ scopes: z.array(z.string()) });
/** HubSpot's description has `active` only, its guide the scopes too. */
const Introspection = z.object({ active: z.boolean(), scopes: z.array(z.string()).nullish() });

/**
 * Asks about the token of a private app or a service key.
 *
 * Source: HubSpot's private apps guide. The token travels in the body, to the host that it goes to anyway.
 */
export function scopesOfToken(gateway: Gateway, token: () => string): GrantedScopes {
  return async () =>
    unlessUntold(async () => {
      const answer = await gateway.request("POST", tokenInfoPath, {}, { tokenKey: token() }).catch(unlessRefused);
      return answer === null ? null : parseAnswer(TokenInfo, "POST access token info", answer).scopes;
    });
}

/** The endpoint may know nothing of a token that opens all others; whether it is good, the reads themselves tell. */
function unlessRefused(error: unknown): null {
  if (error instanceof HubSpotUnauthorized) return null;
  throw error;
}

export interface AppScopesOptions {
  readonly address: string;
  readonly credentials: OAuthCredentials;
  readonly accessToken: Pick<AccessToken, "token" | "toldScopes">;
  readonly timeoutMs?: number;
}

/** Asks about the access token of an OAuth app. Source: HubSpot's OAuth API, 2026-09. */
export function scopesOfApp({
  address,
  credentials,
  accessToken,
  timeoutMs = 30_000,
}: AppScopesOptions): GrantedScopes {
  const url = new URL(introspectPath, new URL(address).origin);
  return async () =>
    unlessUntold(async () => {
      const fields = {
        token: await accessToken.token(),
        token_type_hint: "access_token",
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret(),
      };
      // Whether the app itself is known, giving out its next token tells.
      const told = await askOAuth(Introspection, url, fields, timeoutMs).catch(unlessRefused);
      if (told === null) return null;
      const { active, scopes } = told;
      return active ? (scopes ?? accessToken.toldScopes()) : null;
    });
}

/**
 * An endpoint that is not there, not for this kind of token, or answers something else, says nothing; an outage is one.
 */
async function unlessUntold(ask: () => Promise<readonly string[] | null>): Promise<readonly string[] | null> {
  try {
    return (await ask())?.toSorted() ?? null;
  } catch (error) {
    if (error instanceof HubSpotBadRequest || error instanceof HubSpotForbidden || error instanceof HubSpotBadAnswer)
      return null;
    throw error;
  }
}
