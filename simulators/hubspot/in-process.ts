import { answerCall } from "./answer-call.ts";
import type { PortalRegistry } from "./portal-registry.ts";

export interface InProcessRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface InProcessAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * Asks the simulator without a socket: a question costs what its answer costs. A fault that breaks the line is a 599.
 */
export function askInProcess(
  registry: PortalRegistry,
  url: URL,
  { method, headers, body = "" }: InProcessRequest,
): InProcessAnswer {
  const { answer, fault } = answerCall(registry, {
    method,
    url,
    authorization: headers["authorization"],
    bodyText: body,
  });
  const isBroken = fault?.kind === "reset" || fault?.kind === "hang" || fault?.kind === "lost-answer";
  const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
  return { status: isBroken ? 599 : answer.status, headers: new Headers(), text };
}
