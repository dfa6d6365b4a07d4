import type { Server, ServerOptions } from "node:http";
import type { Socket } from "node:net";

/** What one server of ours takes from whoever connects. */
export const serverLimits = {
  /** Of request line and headers together: enough that a foolish address is answered by a page. */
  headerBytes: 64 * 1024,
  /** From the first byte to the end of the headers, and to the end of the body. */
  headersMs: 10_000,
  requestMs: 30_000,
  /** A kept connection without a request. */
  idleMs: 5_000,
  connections: 1_000,
} as const;

/** What can only be said when the server is made. */
export const serverOptions: ServerOptions = {
  maxHeaderSize: serverLimits.headerBytes,
  // Node looks for slow requests on this beat.
  connectionsCheckingInterval: 1_000,
};

/**
 * Time-outs and counts for a server, so that a slow or endless request costs a socket for a while and nothing else.
 * What is not HTTP gets a short answer; a connection that breaks is nobody's error.
 */
export function limitServer(server: Server): void {
  server.headersTimeout = serverLimits.headersMs;
  server.requestTimeout = serverLimits.requestMs;
  server.keepAliveTimeout = serverLimits.idleMs;
  server.maxConnections = serverLimits.connections;
  server.maxHeadersCount = 100;
  server.on("clientError", refuse);
  // After it listens nothing can be done about these but to go on: too many open files, an accept that failed.
  if (server.listening) server.on("error", () => undefined);
  else server.once("listening", () => server.on("error", () => undefined));
}

const answers: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
  const status = answers[error.code ?? ""] ?? "400 Bad Request";
  socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  // Whether the other end reads it or not.
  socket.destroySoon();
}
