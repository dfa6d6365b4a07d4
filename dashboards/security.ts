import type { MiddlewareHandler } from "hono";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import type { RevwatchConfig } from "../config/config.ts";

/**
 * Headers of every page. No script or style of our own stands in a page, so none that was planted there runs. A
 * mounted page that needs more sets its own policy, which is left as it is.
 */
export const headers: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", "data:"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    frameSrc: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  strictTransportSecurity: false,
  overwrite: false,
});

/** Pages hold names from a CRM: no cache between us and the reader keeps them. */
export const noStore: MiddlewareHandler = async (context, next) => {
  await next();
  if (!context.res.headers.has("Cache-Control")) context.header("Cache-Control", "no-store");
};

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** A form of another site must not act in a visitor's name. Browsers say where a request comes from. */
export function sameOriginOnly(config: () => RevwatchConfig): readonly MiddlewareHandler[] {
  const publicOrigin = () => {
    const { publicAddress } = config().dashboard;
    return publicAddress === null ? null : new URL(publicAddress).origin;
  };
  const refuseOtherSites: MiddlewareHandler = async (context, next) => {
    const site = context.req.header("sec-fetch-site");
    if (!safeMethods.has(context.req.method) && site !== undefined && site !== "same-origin") {
      return context.text("This came from another site, so nothing was done.", 403);
    }
    return next();
  };
  return [
    refuseOtherSites,
    csrf({ origin: (origin, context) => origin === new URL(context.req.url).origin || origin === publicOrigin() }),
  ];
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * A dashboard for this machine answers only to this machine's names: a page on the internet could otherwise have its
 * own name point here and read it.
 */
export function knownHostsOnly(config: () => RevwatchConfig): MiddlewareHandler {
  return async (context, next) => {
    const { host, publicAddress } = config().dashboard;
    const isLocal = loopback.has(host) || host === "::1";
    const publicHost = publicAddress === null ? null : new URL(publicAddress).hostname;
    const { hostname } = new URL(context.req.url);
    if (isLocal && !loopback.has(hostname) && hostname !== publicHost) {
      return context.text(
        `This dashboard does not answer to the name ${hostname}. Set dashboard.publicAddress to allow it.`,
        421,
      );
    }
    return next();
  };
}
