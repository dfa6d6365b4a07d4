import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FaultQueue } from "../fault-queue.ts";
import { argumentsOf, text } from "./arguments.ts";
import type { SlackFault } from "./inputs.ts";
import { methods } from "./methods.ts";
import type { Reply } from "./methods.ts";
import type { Workspace } from "./workspace.ts";

interface MethodCall {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly bodyText: string;
}

/** Slack's side of one Web API call, faults included. */
export function answerMethod(
  workspace: Workspace,
  faults: FaultQueue<SlackFault>,
  call: MethodCall,
  response: ServerResponse,
): void {
  const name = call.url.pathname.replace(/^\/api\//, "");
  const fault = faults.strike(({ method }) => method === undefined || method === name);
  switch (fault?.kind) {
    case "down":
      response.socket?.resetAndDestroy();
      return;
    case "500":
      response.writeHead(500).end("Internal Server Error");
      return;
    case "429":
      response
        .writeHead(429, { "retry-after": String(fault.retryAfter), "content-type": "application/json" })
        .end(JSON.stringify({ ok: false, error: "ratelimited" }));
      return;
    case "error":
      send(response, { ok: false, error: fault.error });
      return;
    default: {
      const reply = replyTo(workspace, name, call);
      if (fault?.kind === "lost-answer") response.socket?.resetAndDestroy();
      else if (fault?.kind === "500-accepted") response.writeHead(500).end("Internal Server Error");
      else send(response, reply);
    }
  }
}

function replyTo(workspace: Workspace, name: string, { request, url, bodyText }: MethodCall): Reply {
  const method = methods[name];
  if (!method) return { ok: false, error: "unknown_method", req_method: name };
  const given = argumentsOf(url.searchParams, request.headers["content-type"] ?? "", bodyText);
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? text(given, "token");
  if (token === "") return { ok: false, error: "not_authed" };
  const { tokens } = workspace.settings;
  const isAccepted = tokens === undefined ? token.startsWith("xoxb-") : tokens.includes(token);
  return isAccepted ? method(workspace, given) : { ok: false, error: "invalid_auth" };
}

function send(response: ServerResponse, reply: Reply): void {
  response
    .writeHead(200, { "content-type": "application/json; charset=utf-8", "x-slack-req-id": randomUUID() })
    .end(JSON.stringify(reply));
}
