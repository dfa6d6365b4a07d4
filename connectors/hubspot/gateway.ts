import {
  HttpMethod,
  ResponseContext,
  wrapHttpLibrary,
  type HttpLibrary,
  type RequestContext,
} from "@hubspot/api-client/lib/codegen/crm/objects/http/http.js";
import { classify } from "./classify.ts";
import { HubSpotBadAnswer, HubSpotOutage, HubSpotRateLimited, HubSpotUnauthorized } from "./errors.ts";
import type { Bucket, Governor } from "./governor.ts";
import { versionedPath } from "./versions.ts";

export interface GatewayOptions {
  /** Where HubSpot lives, such as "https://api.hubapi.com". No request leaves this origin, and redirects are errors. */
  readonly address: string;
  /** Called for each request, so that a rotated token is used at once. */
  readonly token: () => string;
  readonly governor: Governor;
  readonly timeoutMs?: number;
  /** For how long in all a call may wait while HubSpot asks to come back in some seconds. */
  readonly maxWaitMs?: number;
}

/** The only door to HubSpot: owns fetch, timeout, limits and the version table, and translates every failure. */
export interface Gateway {
  /**
   * @returns The answer's JSON, not yet checked.
   * @throws {HubSpotError} Of the class that says what has to happen next.
   */
  request(method: "GET" | "POST", path: string, query?: Readonly<Record<string, string>>, body?: unknown): Promise<unknown>;
  /** The same door for the generated API classes. */
  readonly httpApi: HttpLibrary;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const defaultTimeoutMs = 30_000;
/** Limits that pass in seconds. */
const passing: ReadonlySet<string> = new Set(["SECONDLY", "TEN_SECONDLY_ROLLING"]);
const defaultMaxWaitMs = 60_000;

export function createGateway({
  address,
  token,
  governor,
  timeoutMs = defaultTimeoutMs,
  maxWaitMs = defaultMaxWaitMs,
}: GatewayOptions): Gateway {
  const origin = new URL(address).origin;

  /** A short wait that HubSpot asks for is no failure: the call is made again, for as long as that stays bearable. */
  async function send(method: string, path: string, search: string, body: string | undefined): Promise<Answer> {
    const bucket = bucketOf(versionedPath(path));
    for (let waitedMs = 0; ;) {
      try {
        return await sendOnce(method, path, search, body);
      } catch (error) {
        if (!(error instanceof HubSpotRateLimited) || !passing.has(error.policy)) throw error;
        waitedMs += error.retryAfterMs;
        if (waitedMs > maxWaitMs) throw error;
        governor.pause(bucket, error.retryAfterMs);
      }
    }
  }

  async function sendOnce(method: string, path: string, search: string, body: string | undefined): Promise<Answer> {
    const versioned = versionedPath(path);
    const asked = `${method} ${versioned}`;
    const bucket = bucketOf(versioned);
    await governor.take(bucket, asked);
    const bearer = token();
    // No header can carry it, and fetch would quote it in its error: it was mistyped.
    if (!/^[\x21-\x7e]+$/.test(bearer)) throw new HubSpotUnauthorized(asked);

    const answer = await fetchText(asked, new URL(versioned + search, origin), {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body }),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    governor.learn(bucket, answer.headers);
    if (answer.status < 200 || answer.status > 299) throw classify(asked, answer.status, answer.headers, answer.text);
    if (!/^\s*[[{]/.test(answer.text))
      throw new HubSpotBadAnswer(asked, answer.text === "" ? "it is empty" : "it is no JSON, though its status is 200");
    return answer;
  }

  return {
    async request(method, path, query = {}, body) {
      const search = Object.keys(query).length === 0 ? "" : `?${new URLSearchParams(query).toString()}`;
      const { text } = await send(method, path, search, body === undefined ? undefined : JSON.stringify(body));
      return parseJson(`${method} ${path}`, text);
    },

    httpApi: wrapHttpLibrary({
      async send(request: RequestContext): Promise<ResponseContext> {
        const { pathname, search } = new URL(request.getUrl(), origin);
        const body = request.getBody();
        const answer = await send(
          request.getHttpMethod() ?? HttpMethod.GET,
          pathname,
          search,
          typeof body === "string" ? body : undefined,
        );
        parseJson(`${request.getHttpMethod()} ${versionedPath(pathname)}`, answer.text);
        const text = () => Promise.resolve(answer.text);
        return new ResponseContext(
          answer.status,
          { "content-type": "application/json" },
          { text, binary: async () => Buffer.from(answer.text) },
        );
      },
    }),
  };
}

async function fetchText(asked: string, url: URL, init: RequestInit) {
  try {
    const response = await fetch(url, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    // The message of a failed fetch can hold the URL with its query, so only its kind is told.
    const kind = error instanceof Error ? error.name : "unknown";
    throw new HubSpotOutage(asked, kind === "TimeoutError" ? "it took too long" : `the connection failed${causeCode(error)}`);
  }
}

function causeCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return code === "" ? "" : ` (${code})`;
}

function parseJson(asked: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HubSpotBadAnswer(asked, "its JSON is cut off or broken");
  }
}

function bucketOf(path: string): Bucket {
  if (path.endsWith("/search")) return "search";
  return path.startsWith("/crm/associations/") ? "associations" : "general";
}
