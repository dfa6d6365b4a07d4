import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import { limitServer, serverOptions } from "../../dashboards/limit-server.ts";

export interface UiGuard {
  close(): Promise<void>;
}

export interface UiGuardOptions {
  /** Where people find Temporal's pages, on 127.0.0.1. */
  readonly port: number;
  /** Where the server itself serves them. */
  readonly upstream: { readonly host: string; readonly port: number };
}

/**
 * Stands before Temporal's own pages, which answer to any name and so to any web page whose name was made to point
 * here. It passes on what was asked by this machine's name, and changes only from these pages themselves.
 */
export async function guardUi({ port, upstream }: UiGuardOptions): Promise<UiGuard> {
  const server = createServer(serverOptions, (asked, answer) => {
    const refusal = whyRefused(asked, port);
    if (refusal === null) pass(asked, answer, upstream);
    else answer.writeHead(refusal.status, { "content-type": "text/plain" }).end(refusal.sentence);
  });
  limitServer(server);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * A loopback address that no web page can guess, so that the pages behind the guard cannot be asked past it. Linux has
 * sixteen million of them; elsewhere only one is set up, and the port alone has to do.
 */
export function hiddenLoopback(): string {
  if (process.platform !== "linux") return "127.0.0.1";
  return `127.${randomInt(1, 255)}.${randomInt(0, 256)}.${randomInt(1, 255)}`;
}

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

function whyRefused(
  { headers, method = "" }: IncomingMessage,
  port: number,
): { status: number; sentence: string } | null {
  const own = ["127.0.0.1", "localhost", "[::1]"].map((name) => `${name}:${port}`);
  if (!own.includes(headers.host ?? "")) {
    return { status: 421, sentence: `Temporal's pages answer to ${own[0]} only.` };
  }
  const { origin } = headers;
  const site = headers["sec-fetch-site"];
  const isOther = (origin !== undefined && !own.includes(origin.replace(/^http:\/\//, ""))) || site === "cross-site";
  return isOther && !(safeMethods.has(method) && origin === undefined)
    ? { status: 403, sentence: "This came from another site, so nothing was done." }
    : null;
}

function pass(asked: IncomingMessage, answer: ServerResponse, upstream: UiGuardOptions["upstream"]): void {
  const { method, url, headers } = asked;
  const passed = request({ ...upstream, method, path: url, headers }, (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    pipeline(response, answer, () => undefined);
  });
  passed.on("error", () => {
    if (answer.headersSent) answer.destroy();
    else
      answer
        .writeHead(502, { "content-type": "text/plain" })
        .end("Temporal's server does not answer. It is started again by itself.");
  });
  pipeline(asked, passed, () => undefined);
}
