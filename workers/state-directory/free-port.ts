import { createServer } from "node:net";

/** A port that was asked for by name is in use, so nothing else would be what the person meant. */
export class PortInUse extends Error {
  override readonly name = "PortInUse";
}

export interface PortRequest {
  /** Tried first. Without it the operating system picks one. */
  readonly preferred?: number;
  /** The person asked for exactly this port: another one is no answer. `by` is what they wrote, such as "--port". */
  readonly explicit?: { readonly by: string };
  /** What the port is for, such as "the dashboard"; stands in the error. */
  readonly purpose: string;
  readonly host?: string;
  /** Ports that are promised to somebody else and not yet bound. */
  readonly taken?: ReadonlySet<number>;
}

const portsTriedInARow = 20;

/**
 * The preferred port, or the next free one above it, or any free one.
 *
 * @throws {PortInUse} When a port was asked for explicitly and cannot be had.
 */
export async function freePort(request: PortRequest): Promise<number> {
  const host = request.host ?? "127.0.0.1";
  const { preferred, explicit, taken } = request;
  if (preferred === undefined) return anyFreePort(host, taken);

  const candidates = explicit ? [preferred] : Array.from({ length: portsTriedInARow }, (_, step) => preferred + step);
  for (const port of candidates) {
    if (port <= 65_535 && taken?.has(port) !== true && (await bind(port, host)) !== null) return port;
  }
  if (explicit) throw new PortInUse(portInUseMessage(preferred, request.purpose, explicit.by));
  return anyFreePort(host, taken);
}

function portInUseMessage(port: number, purpose: string, by: string): string {
  return `Port ${port} for ${purpose} is in use by another program. Stop that program, or choose another port with ${by}.`;
}

async function anyFreePort(host: string, taken?: ReadonlySet<number>): Promise<number> {
  for (;;) {
    const port = await bind(0, host);
    if (port === null)
      throw new PortInUse(`No port is free on ${host}. Check that this address exists on this machine.`);
    if (taken?.has(port) !== true) return port;
  }
}

/** Binds for a moment: the only answer that is true on every platform. Null when the port cannot be had. */
async function bind(port: number, host: string): Promise<number | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(null));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : null));
    });
  });
}
