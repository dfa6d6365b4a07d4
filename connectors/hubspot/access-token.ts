import { z } from "zod";
import { askOAuth } from "./oauth-request.ts";
import { tokenPath } from "./versions.ts";

/** What a portal is opened with. */
export interface AccessToken {
  /** The token for the next request. */
  token(): Promise<string>;
  /** Another token for one that HubSpot has refused. */
  renewToken(refused: string): Promise<string>;
  /** What HubSpot said that the latest token may do; null when it said nothing. */
  toldScopes(): readonly string[] | null;
}

/** How an app proves that it is itself, and that somebody let it into the portal. Each is read when it is used. */
export interface OAuthCredentials {
  readonly clientId: string;
  readonly clientSecret: () => string;
  readonly refreshToken: () => string;
}

export interface AccessTokenOptions {
  readonly address: string;
  readonly credentials: OAuthCredentials;
  readonly now?: () => number;
  readonly timeoutMs?: number;
}

const Granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  scopes: z.array(z.string()).optional().catch(undefined),
});

/** A token that lives for less than this is renewed first, so that it does not expire on its way. */
const expiresSoonMs = 60_000;

interface HeldToken {
  readonly accessToken: string;
  readonly expiresAt: number;
  /** What it was given for: another one in its place means that somebody has reconnected the portal. */
  readonly refreshToken: string;
  readonly scopes: readonly string[] | null;
}

/**
 * The access token of an OAuth app: kept in memory, renewed shortly before it expires or when it is refused, and only
 * once for all who wait for it. HubSpot lets several live beside each other, so each process has its own.
 *
 * Source: HubSpot's OAuth API, 2026-09.
 */
export function openAccessToken({
  address,
  credentials,
  now = Date.now,
  timeoutMs = 30_000,
}: AccessTokenOptions): AccessToken {
  const url = new URL(tokenPath, new URL(address).origin);
  let held: HeldToken | null = null;
  let renewing: Promise<string> | null = null;

  async function renew(): Promise<string> {
    const askedAt = now();
    const refreshToken = credentials.refreshToken();
    held = null;
    const granted = await askOAuth(
      Granted,
      url,
      {
        grant_type: "refresh_token",
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret(),
        refresh_token: refreshToken,
      },
      timeoutMs,
    );
    const expiresAt = askedAt + granted.expires_in * 1000;
    held = { accessToken: granted.access_token, expiresAt, refreshToken, scopes: granted.scopes ?? null };
    return held.accessToken;
  }
  /** Whoever comes while one is on its way waits for that one. */
  const renewOnce = async (): Promise<string> => (renewing ??= renew().finally(() => (renewing = null)));

  return {
    toldScopes: () => held?.scopes ?? null,

    async token() {
      if (held === null || held.expiresAt - now() < expiresSoonMs || held.refreshToken !== credentials.refreshToken())
        return renewOnce();
      return held.accessToken;
    },

    async renewToken(refused) {
      // Somebody who was refused a moment earlier has renewed it already.
      return held !== null && held.accessToken !== refused ? held.accessToken : renewOnce();
    },
  };
}
