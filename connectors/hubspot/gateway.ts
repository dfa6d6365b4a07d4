import {
  HttpMethod,
  ResponseContext,
  wrapHttpLibrary,
  type HttpLibrary,
  type RequestContext,
} from "@hubspot/api-client/lib/codegen/crm/objects/http/http.js";
import { classify } from "./classify.ts";
import { HubSpotBadAnswer, HubSpotRateLimited, HubSpotUnauthorized } from "./errors.ts";
import { fetchText, type TextAnswer } from "./fetch-text.ts";
import type { Bucket, Governor } from "./governor.ts";
import { versionedPath } from "./versions.ts";
import { waitAfter } from "../../domain/wait-after.ts";

export interface GatewayOptions {
  /** Where HubSpot lives, such as "https://api.hubapi.com". No request leaves this origin, and redirects are errors. */
  readonly address: string;
  /** Called for each request, so that a rotated token is used at once. */
  readonly token: () => string | Promise<string>;
  /** Gives another token for one that HubSpot has refused. Left out: only a person can. */
  readonly renewToken?: (refused: string) => Promise<string>;
  readonly governor: Governor;
  readonly timeoutMs?: number;
  /** The way to the address. Left out: the network. */
  readonly send?: typeof fetchText;
  /** For how long in all a call may wait while HubSpot asks to come back in some seconds. */
  readonly maxWaitMs?: number;
}

/** The only door to HubSpot: owns fetch, timeout, limits and the version table, and translates every failure. */
export interface Gateway {
  /**
   * @returns The answer's JSON, not yet checked.
   * @throws {HubSpotError} Of the class that says what has to happen next.
   */
  request(
    method: "GET" | "POST",
    path: string,
    query?: Readonly<Record<string, string>>,
    body?: unknown,
  ): Promise<unknown>;
  /** The same door for the generated API classes. */
  readonly httpApi: HttpLibrary;
  /** HubSpot's clock at its latest answer; null before the first one. */
  answeredAt(): Date | null;
  /** By how much our clock was ahead of HubSpot's at its latest answer, in milliseconds; null when it did not say. */
  clockAheadMs(): number | null;
}

const defaultTimeoutMs = 30_000;
/** Limits that pass in seconds. */
const passing: ReadonlySet<string> = new Set(["SECONDLY", "TEN_SECONDLY_ROLLING"]);
const defaultMaxWaitMs = 60_000;

export function createGateway({
  address,
  token,
  renewToken,
  governor,
  timeoutMs = defaultTimeoutMs,
  maxWaitMs = defaultMaxWaitMs,
  send: sendText = fetchText,
}: GatewayOptions): Gateway {
  const origin = new URL(address).origin;
  let answeredAt: Date | null = null;
  let clockAheadMs: number | null = null;

  /** A short wait that HubSpot asks for is no failure: the call is made again, for as long as that stays bearable. */
  async function send(method: string, path: string, search: string, body: string | undefined): Promise<TextAnswer> {
    const bucket = bucketOf(versionedPath(path));
    for (let waitedMs = 0; ;) {
      try {
        return await sendOnce(method, path, search, body);
      } catch (error) {
        if (!(error instanceof HubSpotRateLimited) || !passing.has(error.policy)) throw error;
        waitedMs += Math.max(error.retryAfterMs, 1_000);
        if (waitedMs > maxWaitMs) throw error;
        governor.pause(bucket, waitAfter({ retryAfterMs: error.retryAfterMs, isTold: true }, 0, Math.random));
      }
    }
  }

  /**
   * A refused token is renewed once, where it can be: it may have expired a moment ago, or been revoked and given anew.
   */
  async function sendOnce(method: string, path: string, search: string, body: string | undefined): Promise<TextAnswer> {
    const versioned = versionedPath(path);
    const asked = `${method} ${versioned}`;
    const url = new URL(versioned + search, origin);
    await governor.take(bucketOf(versioned), asked);
    const bearer = await token();
    try {
      return await sendWith(bearer, asked, url, method, body);
    } catch (error) {
      if (!(error instanceof HubSpotUnauthorized) || renewToken === undefined) throw error;
      const renewed = await renewToken(bearer);
      await governor.take(bucketOf(versioned), asked);
      return sendWith(renewed, asked, url, method, body).catch((again: unknown) => {
        throw again instanceof HubSpotUnauthorized ? new HubSpotUnauthorized(asked, "consent") : again;
      });
    }
  }

  async function sendWith(bearer: string, asked: string, url: URL, method: string, body: string | undefined) {
    // No header can carry it, and fetch would quote it in its error: it was mistyped.
    if (!/^[\x21-\x7e]+$/.test(bearer)) throw new HubSpotUnauthorized(asked, "token");

    const answer = await sendText(asked, url, {
      method,
      headers: {
        authorization: `Bearer ${bearer}`,
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body,
      timeoutMs,
    });
    governor.learn(bucketOf(url.pathname), answer.headers);
    answeredAt = dateOf(answer.headers) ?? answeredAt;
    clockAheadMs = answeredAt === null ? null : Date.now() - answeredAt.getTime();
    if (answer.status < 200 || answer.status > 299) throw classify(asked, answer.status, answer.headers, answer.text);
    if (!/^\s*[[{]/.test(answer.text))
      throw new HubSpotBadAnswer(
        asked,
        answer.text === "" ? "the body is empty" : "the body is not JSON, although the status is 200",
      );
    return answer;
  }

  return {
    answeredAt: () => answeredAt,
    clockAheadMs: () => clockAheadMs,

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

function dateOf(headers: Headers): Date | null {
  const at = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) ? null : new Date(at);
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
