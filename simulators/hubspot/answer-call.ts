import { html } from "./api/answer.ts";
import type { Answer } from "./api/answer.ts";
import type { Call } from "./api/call.ts";
import { findRoute } from "./api/find-route.ts";
import { expiredToken, invalidAuthentication, Refusal } from "./api/refusal.ts";
import type { Bucket } from "./api/routes/define.ts";
import { requireScopes } from "./api/scopes.ts";
import { requireTier } from "./api/tiers.ts";
import { forcedAnswer } from "./faults/forced-answer.ts";
import { spoil } from "./faults/spoil.ts";
import type { Fault } from "./faults/fault.ts";
import { answerOAuth } from "./oauth.ts";
import type { PortalRegistry } from "./portal-registry.ts";

export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  readonly bodyText: string;
}

/** An answer and what led to it. */
export interface Outcome {
  readonly answer: Answer;
  readonly portalId: number | null;
  readonly tokenName: string | null;
  readonly bucket: Bucket | null;
  readonly fault: Fault | null;
}

/** What is answered before anybody looks at a token. */
function answerWithoutToken(registry: PortalRegistry, { method, url, bodyText }: ApiRequest): Answer | null {
  if (url.pathname.length + url.search.length > longestUrl) return html(414, "URI Too Long");
  return method === "POST" ? answerOAuth(registry, url.pathname, bodyText) : null;
}

/** Where HubSpot's front servers stop reading, as several integrations measured it. */
const longestUrl = 16_000;

/**
 * HubSpot's side of one call: route, token, faults, limits, scopes, endpoint, in the order in which HubSpot's layers
 * stand.
 */
export function answerCall(registry: PortalRegistry, request: ApiRequest): Outcome {
  const direct = answerWithoutToken(registry, request);
  if (direct) return { answer: direct, portalId: null, tokenName: null, bucket: null, fault: null };
  const found = findRoute(request.method, request.url.pathname);
  if (!("route" in found)) return { answer: found, portalId: null, tokenName: null, bucket: null, fault: null };
  const { route, params } = found;
  const admission = registry.admit(request.authorization);
  if (!admission)
    return {
      answer: invalidAuthentication().answer,
      portalId: null,
      tokenName: null,
      bucket: route.bucket,
      fault: null,
    };

  const { hosted, token } = admission;
  const { portal, limiter } = hosted;
  const fault = hosted.faults.strike(request.method, request.url.pathname, request.bodyText);
  const outcome = (answer: Answer): Outcome => ({
    answer,
    portalId: portal.details.portalId,
    tokenName: token.grant.name,
    bucket: route.bucket,
    fault,
  });
  const withLimits = (answer: Answer): Answer => ({
    ...answer,
    headers: { ...limiter.headers(portal, token, route.bucket), ...answer.headers },
  });
  try {
    if (token.isRevoked) throw invalidAuthentication();
    if (token.expiresAt !== null && token.expiresAt <= portal.instant())
      throw expiredToken(token.expiresAt, portal.instant());
    const forced = fault && forcedAnswer(fault);
    if (forced) return outcome(forced);
    limiter.take(portal, token, route.bucket);
    requireScopes(token, route.scopes, params);
    requireTier(portal, route.tier, params);
    const call: Call = {
      portal,
      at: portal.instant(),
      params,
      path: request.url.pathname,
      query: request.url.searchParams,
      bodyText: request.bodyText,
      source: { type: "INTEGRATION", id: token.grant.name },
      callsToday: limiter.callsToday,
      now: limiter.now,
      origin: request.url.origin,
    };
    const endpoint = hosted.generated?.endpoint(route.answer, params) ?? route.answer;
    const answer = endpoint(call);
    const firstPage = () => endpoint(fromTheStart(call));
    return outcome(withLimits(fault ? spoil(fault, answer, call.query.get("after"), firstPage) : answer));
  } catch (error) {
    if (error instanceof Refusal) return outcome(withLimits(error.answer));
    throw error;
  }
}

/** The same call without its cursor, be it one of a list or the id behind which a search goes on. */
function fromTheStart(call: Call): Call {
  const query = new URLSearchParams(call.query);
  query.delete("after");
  const body = call.bodyText.replaceAll(/,?\{"propertyName":"hs_object_id","operator":"GT","value":"\d+"\}/g, "");
  return {
    ...call,
    query,
    bodyText: body.replace('"filters":[,', '"filters":[').replace(/"offset":\d+/, '"offset":0'),
  };
}
