import type { Answer } from "./api/answer.ts";
import type { Call } from "./api/call.ts";
import { findRoute } from "./api/find-route.ts";
import { invalidAuthentication, Refusal } from "./api/refusal.ts";
import type { Bucket } from "./api/routes.ts";
import { requireScopes } from "./api/scopes.ts";
import { forcedAnswer } from "./faults/forced-answer.ts";
import { spoil } from "./faults/spoil.ts";
import type { Fault } from "./faults/fault.ts";
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
  readonly bucket: Bucket | null;
  readonly fault: Fault | null;
}

/** HubSpot's side of one call: route, token, faults, limits, scopes, endpoint, in the order in which HubSpot's layers stand. */
export function answerCall(registry: PortalRegistry, request: ApiRequest): Outcome {
  const found = findRoute(request.method, request.url.pathname);
  if (!("route" in found)) return { answer: found, portalId: null, bucket: null, fault: null };
  const { route, params } = found;
  const admission = registry.admit(request.authorization);
  if (!admission) return { answer: invalidAuthentication().answer, portalId: null, bucket: route.bucket, fault: null };

  const { hosted, token } = admission;
  const { portal, limiter } = hosted;
  const fault = hosted.faults.strike(request.method, request.url.pathname);
  const outcome = (answer: Answer): Outcome => ({ answer, portalId: portal.details.portalId, bucket: route.bucket, fault });
  const withLimits = (answer: Answer): Answer => ({
    ...answer,
    headers: { ...limiter.headers(portal, token, route.bucket), ...answer.headers },
  });
  try {
    if (token.isRevoked) throw invalidAuthentication();
    const forced = fault && forcedAnswer(fault);
    if (forced) return outcome(forced);
    limiter.take(portal, token, route.bucket);
    requireScopes(token, route.scopes, params);
    const call: Call = {
      portal,
      at: portal.instant(),
      params,
      query: request.url.searchParams,
      bodyText: request.bodyText,
      source: { type: "INTEGRATION", id: token.grant.name },
      callsToday: limiter.callsToday,
      origin: request.url.origin,
    };
    const answer = route.answer(call);
    return outcome(withLimits(fault ? spoil(fault, answer, call.query.get("after")) : answer));
  } catch (error) {
    if (error instanceof Refusal) return outcome(withLimits(error.answer));
    throw error;
  }
}
