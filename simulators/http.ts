import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** What the three HTTP simulators share. */

export interface Listening {
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** Serves on loopback; port 0 takes a free one. Closing ends open connections too, hung ones included. */
export async function listen(
  listener: RequestListener,
  port = 0,
  onUpgrade?: (request: IncomingMessage, stream: Duplex) => void,
): Promise<Listening> {
  // Long URLs are to be answered by the simulator, as HubSpot does, and not by the server below it.
  const server = createServer({ maxHeaderSize: 65_536 }, listener);
  // A connection that rests is not cut in the moment in which a busy client uses it again.
  server.keepAliveTimeout = 120_000;
  const upgraded = new Set<Duplex>();
  if (onUpgrade !== undefined)
    server.on("upgrade", (request, stream) => {
      upgraded.add(stream);
      stream.on("close", () => upgraded.delete(stream));
      onUpgrade(request, stream);
    });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: boundPort } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${boundPort}`, close: () => closeServer(server, upgraded) };
}

function closeServer(server: Server, upgraded: ReadonlySet<Duplex>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    for (const stream of upgraded) stream.destroy();
  });
}

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
