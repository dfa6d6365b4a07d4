import type { AdminRequest } from "../../admin-router.ts";
import type { HostedPortal } from "../hosted-portal.ts";
import { setUpSource } from "../model/source.ts";
import { hashToken } from "../model/token.ts";
import type { OAuthApp } from "../model/write.ts";
import { OAuthAppInput } from "./inputs.ts";

/** Somebody consents to an OAuth app in this portal. */
export function installApp({ portal }: HostedPortal, { body }: AdminRequest): unknown {
  const { clientId, clientSecret, refreshToken, code, name, scopes } = OAuthAppInput.parse(body);
  const app: OAuthApp = {
    clientId,
    clientSecretHash: hashToken(clientSecret),
    refreshTokenHash: hashToken(refreshToken),
    codeHash: code === undefined ? null : hashToken(code),
    name,
    scopes: scopes ?? "all",
  };
  portal.write({ what: "app-installed", app }, setUpSource);
  return { clientId };
}

/** Somebody takes the consent back: the refresh token is worth nothing from now on. */
export function uninstallApp({ portal }: HostedPortal, { params }: AdminRequest): unknown {
  const clientId = params["clientId"] ?? "";
  const app = portal.apps.get(clientId);
  portal.write({ what: "app-uninstalled", clientId }, setUpSource);
  if (app) portal.write({ what: "token-changed", name: app.name, revoked: true }, setUpSource);
  return { clientId };
}
