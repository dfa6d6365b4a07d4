import { isIP } from "node:net";
import type { MiddlewareHandler } from "hono";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import type { RevwatchConfig } from "../config/config.ts";
import { isLoopback } from "../domain/loopback.ts";

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

/** Where people reach the dashboard, as far as its requests are judged by it. */
export type Place = Pick<RevwatchConfig["dashboard"], "publicAddress" | "behindProxy">;

/** A form of another site must not act in a visitor's name. Browsers say where a request comes from. */
export function sameOriginOnly(config: () => RevwatchConfig): readonly MiddlewareHandler[] {
  const refuseOtherSites: MiddlewareHandler = async (context, next) => {
    const site = context.req.header("sec-fetch-site");
    if (!safeMethods.has(context.req.method) && site !== undefined && site !== "same-origin") {
      return context.text("This came from another site, so nothing was done.", 403);
    }
    return next();
  };
  return [
    refuseOtherSites,
    csrf({ origin: (origin, context) => ownOrigins(context.req.raw, config().dashboard).includes(origin) }),
  ];
}

function ownOrigins(request: Request, { publicAddress, behindProxy }: Place): readonly string[] {
  const forwarded = behindProxy ? forwardedOrigin(request) : null;
  return [
    new URL(request.url).origin,
    ...(publicAddress === null ? [] : [new URL(publicAddress).origin]),
    ...(forwarded === null ? [] : [forwarded]),
  ];
}

/** What the proxy says people wrote; only a proxy that the config declares is believed. */
function forwardedOrigin(request: Request): string | null {
  const host = request.headers.get("x-forwarded-host");
  const scheme = request.headers.get("x-forwarded-proto") ?? "https";
  const address = `${scheme}://${host}`;
  return host !== null && URL.canParse(address) ? new URL(address).origin : null;
}

/**
 * The dashboard answers only to its own names: a page on the internet could otherwise have its own name point here
 * and read it.
 */
export function knownHostsOnly(config: () => RevwatchConfig): MiddlewareHandler {
  return async (context, next) => refusalOfHost(context.req.raw, config().dashboard) ?? next();
}

/** The answer to a request under a name that is not ours; null when the name is. */
export function refusalOfHost(request: Request, place: Place): Response | null {
  const { hostname } = new URL(request.url);
  if (isLoopback(hostname) || isOwnName(hostname, request, place)) return null;
  const remedy = `Set dashboard.publicAddress in revwatch.yaml to the address that people use.`;
  return new Response(`This dashboard does not answer to the name ${hostname.slice(0, 100)}. ${remedy}`, {
    status: 421,
  });
}

/**
 * Probers and proxies name a machine by its number, which no name of a foreign page can be; people use the name that
 * the config gives out, where it gives one.
 */
function isOwnName(hostname: string, request: Request, { publicAddress, behindProxy }: Place): boolean {
  if (publicAddress !== null && hostname === new URL(publicAddress).hostname) return true;
  const isProbe = probes.has(new URL(request.url).pathname);
  return isNumber(hostname) && (behindProxy || isProbe);
}

const probes = new Set(["/livez", "/readyz", "/metrics"]);

function isNumber(hostname: string): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;
}
