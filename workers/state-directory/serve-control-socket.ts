import { chmod, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { once } from "node:events";
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { limitServer, serverOptions } from "../../dashboards/limit-server.ts";
import type { StateDirectory } from "./acquire-state-directory.ts";
import { controlSocketPath } from "./control-socket-path.ts";

export interface ControlSocket {
  readonly path: string;
  close(): Promise<void>;
}

/**
 * Answers on a socket in the state directory that only this user can reach, and notes its path in `run.json`. Only the
 * owner serves, so a socket file that is there already is left over and is replaced.
 *
 * @param fetch - A handler from request to response, such as Hono's `app.fetch`.
 */
export async function serveControlSocket(
  state: StateDirectory,
  fetch: (request: Request) => Promise<Response> | Response,
): Promise<ControlSocket> {
  const path = await controlSocketPath(state.path);
  await rm(path, { force: true });
  const server = createAdaptorServer({ fetch, serverOptions }) as Server;
  limitServer(server);
  server.listen(path);
  await once(server, "listening");
  await chmod(path, 0o600);
  await state.record({ controlSocket: path });

  return {
    path,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
      await state.record({ controlSocket: null });
      await rm(dirname(path) === state.path ? path : dirname(path), { recursive: true, force: true });
    },
  };
}
