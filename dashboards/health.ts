import { timingSafeEqual, createHash } from "node:crypto";
import { Hono, type Context } from "hono";
import type { Unready, Readiness } from "../operations/health/readiness.ts";
import { isLoopback } from "../domain/loopback.ts";

export interface HealthOptions {
  readonly readiness: () => Promise<Readiness>;
  /** The text of `/metrics`. */
  readonly metrics: (readiness: Readiness) => Promise<string>;
  /**
   * With one, `/metrics` needs it from everywhere; without one, it is for this machine alone. Asked for each request.
   */
  readonly token: () => string | null;
}

/** Probers ask often, and everybody may: one look serves them all for so long. */
const sameLookMs = 2_000;
const metricsType = "text/plain; version=0.0.4; charset=utf-8";

/**
 * `/livez`: the process answers. `/readyz`: audits and messages happen, or 503 with the reasons. `/metrics`: for
 * Prometheus. The first two are open to any prober; which client is concerned is only told to those who may read the
 * metrics.
 */
export function createHealth({ readiness, metrics, token }: HealthOptions): {
  readonly probes: Hono;
  readonly metrics: Hono;
} {
  const look = shared(readiness);
  const probes = new Hono()
    .get("/livez", (context) => context.text("ok"))
    .get("/readyz", async (context) => {
      const now = await look();
      const isTrusted = refusalOf(context, tokenOf(token)) === null;
      const status = now.isReady ? 200 : 503;
      if (context.req.header("accept")?.includes("application/json"))
        return context.json(
          { ready: now.isReady, at: now.at, reasons: isTrusted ? now.reasons : summaryOf(now.reasons) },
          status,
        );
      const lines = (isTrusted ? now.reasons : summaryOf(now.reasons)).map((reason) => sayReason(reason));
      return context.text(now.isReady ? "ok" : lines.join("\n"), status);
    });
  const scraped = new Hono().get("/metrics", async (context) => {
    const refusal = refusalOf(context, tokenOf(token));
    if (refusal !== null) return context.text(refusal.why, refusal.status, refusal.headers);
    return context.body(await metrics(await look()), 200, { "Content-Type": metricsType });
  });
  return { probes, metrics: scraped };
}

/** A token that is named and cannot be read opens nothing. */
function tokenOf(token: () => string | null): string | null | undefined {
  try {
    return token();
  } catch {
    return undefined;
  }
}

function shared(readiness: () => Promise<Readiness>): () => Promise<Readiness> {
  let last: { readonly at: number; readonly look: Promise<Readiness> } | null = null;
  return () => {
    if (last === null || performance.now() - last.at > sameLookMs) last = { at: performance.now(), look: readiness() };
    return last.look;
  };
}

function sayReason({ clientId, what, wayOut }: Unready): string {
  return `${clientId === null ? "" : `${clientId}: `}${what}${wayOut === null ? "" : ` ${wayOut}`}`;
}

/** Without names: how many of each kind. */
function summaryOf(reasons: readonly Unready[]): readonly Unready[] {
  return [...Map.groupBy(reasons, ({ kind }) => kind)].map(([kind, all]) => ({
    kind,
    clientId: null,
    what: `${kind}${all.length === 1 ? "" : ` (${all.length})`}`,
    wayOut: null,
  }));
}

interface Refusal {
  readonly status: 401 | 403 | 503;
  readonly why: string;
  readonly headers: Record<string, string>;
}

/** Why this request may not read the metrics; null when it may. */
function refusalOf(context: Context, token: string | null | undefined): Refusal | null {
  if (token === undefined)
    return {
      status: 503,
      why: "The token that metrics.token names cannot be read. Put it where the config says.",
      headers: {},
    };
  if (token !== null) {
    const given = /^Bearer (?<token>.+)$/i.exec(context.req.header("authorization") ?? "")?.groups?.["token"];
    if (given !== undefined && isSame(given, token)) return null;
    const headers = { "WWW-Authenticate": 'Bearer realm="revwatch"' };
    return { status: 401, why: "Send the token that metrics.token names: Authorization: Bearer …", headers };
  }
  if (isFromHere(context)) return null;
  return {
    status: 403,
    why: "Metrics are for this machine alone. To read them from elsewhere, set metrics.token in revwatch.yaml.",
    headers: {},
  };
}

function isSame(given: string, token: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}

const forwardedBy = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

/**
 * A program of this machine, under a name of this machine. A proxy that stands here brings others, and a web page could
 * have a name of its own point here.
 */
function isFromHere(context: Context): boolean {
  const bindings = context.env as
    | { readonly incoming?: { readonly socket: { readonly remoteAddress?: string } } }
    | undefined;
  const from = bindings?.incoming?.socket.remoteAddress;
  if (from === undefined || !isLoopback(from.replace(/^::ffff:/, ""))) return false;
  if (forwardedBy.some((name) => context.req.header(name) !== undefined)) return false;
  return isLoopback(new URL(context.req.url).hostname);
}
