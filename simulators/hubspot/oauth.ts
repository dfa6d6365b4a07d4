import { randomBytes, randomUUID } from "node:crypto";
import type { Answer } from "./api/answer.ts";
import { ok } from "./api/answer.ts";
import { scopesOf } from "./api/scopes.ts";
import { setUpSource } from "./model/source.ts";
import { hashToken } from "./model/token.ts";
import type { PortalRegistry } from "./portal-registry.ts";

const lifetimeSeconds = 1800;

const tokenPath = /^\/oauth\/(?:2025-09|2026-03|2026-09|v3|v1)\/token\/?$/;
const introspectPath = /^\/oauth\/(?:2026-03|2026-09|v3)\/token\/introspect\/?$/;

/** The answer of one of the endpoints that know an app by its secret; null for every other path. */
export function answerOAuth(registry: PortalRegistry, path: string, bodyText: string): Answer | null {
  if (tokenPath.test(path)) return answerTokenRequest(registry, bodyText);
  return introspectPath.test(path) ? introspect(registry, bodyText) : null;
}

/**
 * Gives out access tokens for a refresh token, or for the code of a fresh consent. They live for 30 minutes of the
 * portal's clock. There is no way back from a refusal: only a person who consents again helps.
 */
function answerTokenRequest(registry: PortalRegistry, bodyText: string): Answer {
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
  const base = {
    token_type: "bearer",
    access_token: accessToken,
    expires_in: lifetimeSeconds,
    hub_id: portal.details.portalId,
    scopes: scopesOf(app.scopes),
  };
  if (grantType === "refresh_token") return ok({ ...base, refresh_token: form.get("refresh_token") });

  // A code is good for one exchange, and only now does the app learn its refresh token.
  const refreshToken = randomUUID();
  portal.write(
    { what: "app-installed", app: { ...app, codeHash: null, refreshTokenHash: hashToken(refreshToken) } },
    setUpSource,
  );
  return ok({ ...base, refresh_token: refreshToken });
}

/** Whether one of the app's access tokens still holds, and what it may do. */
function introspect(registry: PortalRegistry, bodyText: string): Answer {
  const form = new URLSearchParams(bodyText);
  const clientId = form.get("client_id") ?? "";
  const known = registry.findApp((app) => app.clientId === clientId);
  if (!known) return refuse("BAD_CLIENT_ID", "invalid_client", "missing or unknown client id");
  if (known.app.clientSecretHash !== hashToken(form.get("client_secret") ?? ""))
    return refuse("BAD_CLIENT_SECRET", "invalid_client", "missing or unknown client secret");

  const given = form.get("token") ?? "";
  const admission = registry.admit(`Bearer ${given}`);
  if (!admission) return ok({ active: false });
  const { hosted, token } = admission;
  const { portal } = hosted;
  const isOfApp = portal.apps.get(clientId)?.name === token.grant.name;
  if (!isOfApp || token.isRevoked || token.expiresAt === null || token.expiresAt <= portal.instant())
    return ok({ active: false });
  return ok({
    active: true,
    token_use: "access_token",
    token_type: "bearer",
    token: given,
    hub_id: portal.details.portalId,
    user_id: 1,
    client_id: clientId,
    app_id: 1,
    scopes: scopesOf(token.scopes),
    expires_in: Math.round((token.expiresAt - portal.instant()) / 1000),
    is_private_distribution: true,
  });
}

const refuse = (status: string, error: string, message: string): Answer => ({
  status: 400,
  body: { status, error, error_description: message, message, correlationId: randomUUID() },
});
