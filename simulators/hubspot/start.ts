import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { answerAdmin } from "../admin-router.ts";
import { listen, readBody } from "../http.ts";
import { adminRoutes } from "./admin/admin-routes.ts";
import { answerCall } from "./answer-call.ts";
import type { Outcome } from "./answer-call.ts";
import { PortalRegistry } from "./portal-registry.ts";
import { RequestLog } from "./request-log.ts";

export interface HubSpotOptions {
  /** Where journals are kept; null or left out keeps everything in memory. */
  readonly stateDir?: string | null;
  /** Real time, for live portals and rate limits. */
  readonly now?: () => number;
  readonly port?: number;
}

/** A running HubSpot. */
export interface HubSpotSimulator {
  readonly address: string;
  /** For tests that want to look past the wire. */
  readonly portals: PortalRegistry;
  readonly requests: RequestLog;
  close(): Promise<void>;
}

/** Starts HubSpot on loopback, with the portals that its state directory remembers. */
export async function startHubSpot({
  stateDir = null,
  now = Date.now,
  port = 0,
}: HubSpotOptions = {}): Promise<HubSpotSimulator> {
  const portals = new PortalRegistry(stateDir === null ? null : join(stateDir, "hubspot"), now);
  const requests = new RequestLog();
  const admin = adminRoutes(portals, requests);

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET" } = request;
    const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
    const bodyText = await readBody(request);
    if (url.pathname.startsWith("/_simulator/")) {
      const { status, body } = await answerAdmin(admin, method, url, bodyText);
      response.writeHead(status, { "content-type": "application/json" }).end(body);
      return;
    }
    const outcome = answerCall(portals, { method, url, authorization: request.headers.authorization, bodyText });
    const { portalId, tokenName, bucket, fault } = outcome;
    requests.add({
      at: new Date(now()).toISOString(),
      portalId,
      tokenName,
      bucket,
      method,
      path: url.pathname + url.search,
      status: outcome.answer.status,
      fault: fault?.kind ?? null,
    });
    await send(response, outcome);
  }

  const { address, close } = await listen((request, response) => {
    respond(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else
        response
          .writeHead(500, { "content-type": "text/plain" })
          .end(error instanceof Error ? error.stack : String(error));
    });
  }, port);
  return {
    address,
    portals,
    requests,
    close: async () => {
      for (const { webhooks } of portals.all()) webhooks.stop();
      await close();
    },
  };
}

/** Puts the answer on the wire, or fails to, as the fault has it. */
async function send(response: ServerResponse, { answer, fault }: Outcome): Promise<void> {
  if (fault?.kind === "hang") return;
  if (fault?.kind === "reset" || fault?.kind === "lost-answer") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (fault?.kind === "latency") await sleep(fault.ms);
  const isText = typeof answer.body === "string";
  const body = isText ? (answer.body as string) : JSON.stringify(answer.body);
  const headers = {
    "content-type": "application/json;charset=utf-8",
    "x-hubspot-correlation-id": randomUUID(),
    ...answer.headers,
  };
  if (answer.status === 204) response.writeHead(204, headers).end();
  else if (fault?.kind === "truncated")
    response.writeHead(answer.status, headers).end(body.slice(0, Math.floor(body.length * 0.6)));
  else response.writeHead(answer.status, headers).end(body);
}
