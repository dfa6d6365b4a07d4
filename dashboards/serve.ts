import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { limitServer, serverOptions } from "./limit-server.ts";

export interface ServeOptions {
  readonly fetch: (request: Request, ...rest: readonly unknown[]) => Response | Promise<Response>;
  readonly host?: string;
  /** Null: the first free port from 4400 on. 0: any free port. */
  readonly port: number | null;
}

export interface Served {
  /** "http://127.0.0.1:4400". */
  readonly address: string;
  readonly port: number;
  /** Ends open connections too: a page that listens for changes would keep the process alive for ever. */
  close(): Promise<void>;
}

const firstPort = 4400;
const portsTried = 100;

/**
 * Listens for browsers. On this machine alone unless another host is named.
 *
 * @throws {PortTaken} With a sentence that says which.
 * @throws {AddressUnusable} When this user or this machine cannot open it.
 */
export async function serve({ fetch, host = "127.0.0.1", port }: ServeOptions): Promise<Served> {
  if (port !== null) return listen(fetch, host, port);
  for (let candidate = firstPort; candidate < firstPort + portsTried; candidate += 1) {
    const served = await listen(fetch, host, candidate).catch((error: unknown) => {
      if (error instanceof PortTaken) return null;
      throw error;
    });
    if (served !== null) return served;
  }
  throw new PortTaken(
    `The ports ${firstPort} to ${firstPort + portsTried - 1} are all taken. Name a free one as dashboard.port.`,
  );
}

/** Another program has the port; the message says which. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";
}

/** The config names an address that this user or this machine cannot open. */
class AddressUnusable extends Error {
  override readonly name = "AddressUnusable";
}

async function listen(fetch: ServeOptions["fetch"], host: string, port: number): Promise<Served> {
  const server = createAdaptorServer({ fetch, serverOptions }) as Server;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
  server.listen(port, host, resolve);
  await promise;
  limitServer(server);
  const { port: actual } = server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host === "0.0.0.0" ? "127.0.0.1" : host;
  return {
    address: `http://${name}:${actual}`,
    port: actual,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === "EADDRINUSE")
    return new PortTaken(`Port ${port} on ${host} is taken by another program. Stop it or set dashboard.port.`);
  if (error.code === "EACCES")
    return new AddressUnusable(`Port ${port} may not be opened by this user. Choose one above 1023 as dashboard.port.`);
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND" || error.code === "EAI_AGAIN")
    return new AddressUnusable(`${host} is not an address of this machine. Set dashboard.host to one that is.`);
  return error;
}
