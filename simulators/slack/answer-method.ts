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
    case "hang":
      return;
    case "500":
      response.writeHead(500).end("Internal Server Error");
      return;
    case "429":
      refuseTooMany(response, fault.retryAfter);
      return;
    case "status":
      response.writeHead(fault.status, { "content-type": "text/html" }).end(foreignPage);
      return;
    case "error":
      send(response, { ok: false, error: fault.error });
      return;
    case "html":
      sendPage(response);
      return;
    case "empty":
      response.writeHead(200, json).end("{}");
      return;
    default: {
      const waitSeconds = workspace.secondsUntilAllowed(name);
      if (waitSeconds > 0) refuseTooMany(response, waitSeconds);
      else answerLate(response, replyTo(workspace, name, call), fault);
    }
  }
}

/** The call was carried out; now the answer, or what becomes of it. */
function answerLate(response: ServerResponse, reply: Reply, fault: SlackFault | null): void {
  switch (fault?.kind) {
    case "lost-answer":
      response.socket?.resetAndDestroy();
      return;
    case "cut":
      response.writeHead(200, { ...json, "content-length": "100000" }).write('{"ok":tr');
      setTimeout(() => response.socket?.resetAndDestroy(), 20).unref();
      return;
    case "hang-accepted":
      return;
    case "500-accepted":
      response.writeHead(500).end("Internal Server Error");
      return;
    case "error-accepted":
      send(response, { ok: false, error: fault.error });
      return;
    case "html-accepted":
      sendPage(response);
      return;
    case "empty-accepted":
      response.writeHead(200, json).end("{}");
      return;
    default:
      send(response, reply);
  }
}

/** What the app was granted, which Slack says beside each answer. */
const granted =
  "chat:write,chat:write.public,channels:history,groups:history,im:history,im:write,channels:read,groups:read,users:read";
const json = { "content-type": "application/json; charset=utf-8", "x-oauth-scopes": granted };
const foreignPage = "<html><body>Access to this page was blocked. xoxb-</body></html>";

function sendPage(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/html" }).end(foreignPage);
}

function refuseTooMany(response: ServerResponse, retryAfter: number | null): void {
  response
    .writeHead(429, { ...json, ...(retryAfter !== null && { "retry-after": String(retryAfter) }) })
    .end(JSON.stringify({ ok: false, error: "ratelimited" }));
}

function replyTo(workspace: Workspace, name: string, { request, url, bodyText }: MethodCall): Reply {
  const method = methods[name];
  if (!method) return { ok: false, error: "unknown_method", req_method: name };
  const given = argumentsOf(url.searchParams, request.headers["content-type"] ?? "", bodyText);
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? text(given, "token");
  if (token === "") return { ok: false, error: "not_authed" };
  const { tokens } = workspace.settings;
  // Sockets are opened with an app-level token, and with nothing else.
  if (name === "apps.connections.open")
    return token.startsWith("xapp-") ? method(workspace, given) : { ok: false, error: "not_allowed_token_type" };
  const isAccepted = tokens === undefined ? token.startsWith("xoxb-") : tokens.includes(token);
  return isAccepted ? method(workspace, given) : { ok: false, error: "invalid_auth" };
}

function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(200, { ...json, "x-slack-req-id": randomUUID() }).end(JSON.stringify(reply));
}
