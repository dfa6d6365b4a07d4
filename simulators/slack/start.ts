import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { answerAdmin, NotFound } from "../admin-router.ts";
import type { AdminRoutes } from "../admin-router.ts";
import { FaultQueue } from "../fault-queue.ts";
import { listen, readBody } from "../http.ts";
import { answerMethod } from "./answer-method.ts";
import {
  ChannelChange,
  ChannelInput,
  ChooseInput,
  PressInput,
  SlackFaultInput,
  SubmitInput,
  WorkspaceInput,
} from "./inputs.ts";
import type { SlackFault } from "./inputs.ts";
import { choose, press, submit } from "./press.ts";
import { respondLater } from "./respond-later.ts";
import { Workspace } from "./workspace.ts";

export interface SlackOptions {
  /** Where messages are kept; null or left out keeps them in memory. */
  readonly stateDir?: string | null;
  readonly now?: () => number;
  readonly port?: number;
}

/** A running Slack. */
export interface SlackSimulator {
  readonly address: string;
  readonly workspace: Workspace;
  readonly close: () => Promise<void>;
}

/** Starts Slack on loopback, with the channels and messages that its state directory remembers. */
export async function startSlack({
  stateDir = null,
  now = Date.now,
  port = 0,
}: SlackOptions = {}): Promise<SlackSimulator> {
  const workspace = new Workspace(stateDir === null ? null : join(stateDir, "slack", "workspace.ndjson"), now);
  const faults = new FaultQueue<SlackFault>();
  let address = "";

  const admin: AdminRoutes = {
    "PUT /_simulator/workspace": ({ body }) => workspace.set(WorkspaceInput.parse(body)),
    "GET /_simulator/channels": () => ({ channels: workspace.channels() }),
    "POST /_simulator/channels": ({ body }) => workspace.addChannel(ChannelInput.parse(body)),
    "PATCH /_simulator/channels/:id": ({ params, body }) => {
      const channel = workspace.channel(params["id"] ?? "");
      if (!channel) throw new NotFound(`There is no channel ${params["id"]}.`);
      return workspace.changeChannel(channel.id, ChannelChange.parse(body));
    },
    "GET /_simulator/messages": ({ query }) => {
      const reference = query.get("channel");
      if (reference === null) return { messages: workspace.messages() };
      const channel = workspace.channel(reference);
      if (!channel) throw new NotFound(`There is no channel ${reference}.`);
      return { messages: workspace.messages(channel.id) };
    },
    "POST /_simulator/press": ({ body }) => {
      const input = PressInput.parse(body);
      const responseUrl = `${address}/_response/${encodeURIComponent(input.channel)}/${input.ts}`;
      return press(workspace, input, responseUrl, now());
    },
    "POST /_simulator/choose": ({ body }) => {
      const input = ChooseInput.parse(body);
      const responseUrl = `${address}/_response/${encodeURIComponent(input.channel)}/${input.ts}`;
      return choose(workspace, input, responseUrl, now());
    },
    "GET /_simulator/windows": () => ({ windows: workspace.windows }),
    "POST /_simulator/submit": ({ body }) => submit(workspace, SubmitInput.parse(body), now()),
    "GET /_simulator/whispers": () => ({ whispers: workspace.whispers }),
    "GET /_simulator/faults": () => ({ faults: faults.all }),
    "POST /_simulator/faults": ({ body }) => faults.set(SlackFaultInput.parse(body)),
    "DELETE /_simulator/faults": () => faults.clear(),
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET" } = request;
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const bodyText = await readBody(request);
    if (url.pathname.startsWith("/_simulator/")) {
      const { status, body } = await answerAdmin(admin, method, url, bodyText);
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    } else if (url.pathname.startsWith("/_response/")) {
      const isKnown = respondLater(workspace, url.pathname, bodyText);
      response.writeHead(isKnown ? 200 : 404).end(isKnown ? "ok" : "used_url");
    } else {
      answerMethod(workspace, faults, { request, url, bodyText }, response);
    }
  }

  const listening = await listen(
    (request, response) => {
      respond(request, response).catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else
          response
            .writeHead(500, { "content-type": "text/plain" })
            .end(error instanceof Error ? error.message : String(error));
      });
    },
    port,
    (request, stream) => workspace.socketMode.accept(request, stream),
  );
  address = listening.address;
  workspace.address = address;
  return { ...listening, workspace };
}
