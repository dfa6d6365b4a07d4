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
      const now = await choosePorts(ports);
      const wereTaken = now.temporal !== ports.temporal || now.temporalUi !== ports.temporalUi || isInUse(error);
      if (!wereTaken || choice === choicesTried) throw error;
      // Whoever likes the same ports finds the same next ones, so from the third choice on they are anywhere.
      ports = await choosePorts(choice === 1 ? liked : {});
    }
  }
}

async function choosePorts(liked: Partial<ServerPorts>): Promise<ServerPorts> {
  const temporal = await freePort({ purpose: "the Temporal server", ...preferring(liked.temporal) });
  const taken = new Set([temporal]);
  return {
    temporal,
    temporalUi: await freePort({ purpose: "Temporal's own pages", ...preferring(liked.temporalUi), taken }),
  };
}

function preferring(port: number | undefined): { readonly preferred?: number } {
  return port === undefined ? {} : { preferred: port };
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}
