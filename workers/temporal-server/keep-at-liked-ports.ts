import { freePort } from "../state-directory/free-port.ts";
import { keepTemporalServer, type KeepTemporalServerOptions, type KeptTemporalServer } from "./keep-temporal-server.ts";

export interface ServerPorts {
  readonly temporal: number;
  readonly temporalUi: number;
}

const choicesTried = 5;

/**
 * Keeps a server at the liked ports, or at free ones above them. Between finding a port and binding it another program
 * may take it, such as another installation that starts at the same moment: then others are found.
 *
 * @throws {TemporalServerDidNotStart} When the first start fails and its ports are not why.
 */
export async function keepAtLikedPorts(
  liked: ServerPorts,
  options: Omit<KeepTemporalServerOptions, "port" | "uiPort">,
): Promise<{ readonly kept: KeptTemporalServer; readonly ports: ServerPorts }> {
  let ports = await choosePorts(liked);
  for (let choice = 1; ; choice += 1) {
    try {
      return { ports, kept: await keepTemporalServer({ ...options, port: ports.temporal, uiPort: ports.temporalUi }) };
    } catch (error) {
      const next = await choosePorts(liked);
      const wereTaken = next.temporal !== ports.temporal || next.temporalUi !== ports.temporalUi || isInUse(error);
      if (!wereTaken || choice === choicesTried) throw error;
      ports = next;
    }
  }
}

async function choosePorts(liked: ServerPorts): Promise<ServerPorts> {
  const temporal = await freePort({ purpose: "the Temporal server", preferred: liked.temporal });
  const taken = new Set([temporal]);
  return {
    temporal,
    temporalUi: await freePort({ purpose: "Temporal's own pages", preferred: liked.temporalUi, taken }),
  };
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
