import { randomBytes, randomUUID } from "node:crypto";
import type { Answer } from "./api/answer.ts";
import { ok } from "./api/answer.ts";
import { setUpSource } from "./model/source.ts";
import { hashToken } from "./model/token.ts";
import type { PortalRegistry } from "./portal-registry.ts";

const lifetimeSeconds = 1800;

export const isTokenPath = (path: string): boolean => /^\/oauth\/(?:2025-09|2026-03|2026-09|v3|v1)\/token\/?$/.test(path);

/**
 * Gives out access tokens for a refresh token, or for the code of a fresh consent. They live for 30 minutes of the portal's
 * clock. There is no way back from a refusal: only a person who consents again helps.
 */
export function answerTokenRequest(registry: PortalRegistry, bodyText: string): Answer {
  const form = new URLSearchParams(bodyText);
  const clientId = form.get("client_id") ?? "";
  const secretHash = hashToken(form.get("client_secret") ?? "");
  const grantType = form.get("grant_type");
  if (grantType !== "refresh_token" && grantType !== "authorization_code")
    return refuse("BAD_GRANT_TYPE", "unsupported_grant_type", "missing or unknown grant type");

  const given = hashToken(form.get(grantType === "refresh_token" ? "refresh_token" : "code") ?? "");
  const isGiven = grantType === "refresh_token" ? "refreshTokenHash" : "codeHash";
  const found = registry.findApp((app) => app[isGiven] === given);
  if (!found) {
    return grantType === "refresh_token"
      ? refuse("BAD_REFRESH_TOKEN", "invalid_grant", "missing or unknown refresh token")
      : refuse("BAD_AUTH_CODE", "invalid_grant", "missing or unknown auth code");
  }
  const { hosted, app } = found;
  if (app.clientId !== clientId) return refuse("BAD_CLIENT_ID", "invalid_client", "missing or unknown client id");
  if (app.clientSecretHash !== secretHash)
    return refuse("BAD_CLIENT_SECRET", "invalid_client", "missing or unknown client secret");
  if (hosted.isGone) return refuse("BAD_HUB", "access_denied", "missing or unknown hub id");

  const { portal } = hosted;
  const accessToken = randomBytes(24).toString("base64url");
  const expiresAt = new Date(portal.instant() + lifetimeSeconds * 1000).toISOString();
  const grant = { name: app.name, hash: hashToken(accessToken), kind: "oauth" as const, scopes: app.scopes, expiresAt };
  portal.write({ what: "token-granted", grant }, setUpSource);
  const base = { token_type: "bearer", access_token: accessToken, expires_in: lifetimeSeconds, hub_id: portal.details.portalId };
  if (grantType === "refresh_token") return ok({ ...base, refresh_token: form.get("refresh_token") });

  // A code is good for one exchange, and only now does the app learn its refresh token.
  const refreshToken = randomUUID();
  portal.write(
    { what: "app-installed", app: { ...app, codeHash: null, refreshTokenHash: hashToken(refreshToken) } },
    setUpSource,
  );
  return ok({ ...base, refresh_token: refreshToken });
}

const refuse = (status: string, error: string, message: string): Answer => ({
  status: 400,
  body: { status, error, error_description: message, message, correlationId: randomUUID() },
});
