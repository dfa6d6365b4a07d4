import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { acceptSocket, type ServerSocket } from "../web-socket.ts";

/** Slack takes a request for lost when an app does not acknowledge it within three seconds. */
const answerWithinMs = 3_000;

interface Answer {
  readonly envelope_id?: string;
  readonly payload?: unknown;
}

/** Slack's side of Socket Mode: apps connect with a ticket, and each envelope goes to one of their connections. */
export class SocketMode {
  /** How many connections there have been. */
  accepted = 0;
  /** False: each one is ended before a word was said over it. */
  greets = true;
  readonly #tickets = new Set<string>();
  readonly #sockets = new Set<ServerSocket>();
  readonly #waiting = new Map<string, (answer: Answer) => void>();

  get connections(): number {
    return this.#sockets.size;
  }

  /** The path that `apps.connections.open` names, good for one connection. */
  issueTicket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=A0REVWATCH`;
  }

  accept(request: IncomingMessage, stream: Duplex): void {
    const ticket = new URL(request.url ?? "/", "http://127.0.0.1").searchParams.get("ticket") ?? "";
    if (!this.#tickets.delete(ticket)) return void stream.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
    const socket = acceptSocket(request, stream);
    this.#sockets.add(socket);
    this.accepted += 1;
    socket.onClose(() => this.#sockets.delete(socket));
    socket.onMessage((text) => this.#hear(text));
    if (!this.greets) return socket.close();
    socket.send(JSON.stringify({ type: "hello", num_connections: this.#sockets.size, connection_info: {} }));
  }

  #hear(text: string): void {
    const answer = JSON.parse(text) as Answer;
    const resolve = this.#waiting.get(answer.envelope_id ?? "");
    this.#waiting.delete(answer.envelope_id ?? "");
    resolve?.(answer);
  }

  /** Sends one interaction to the app, as Slack does instead of a request. Null when no app acknowledges it in time. */
  async send(payload: unknown): Promise<Answer | null> {
    const socket = [...this.#sockets].at(-1);
    if (socket === undefined) return null;
    const envelope_id = randomUUID();
    const { promise, resolve } = Promise.withResolvers<Answer | null>();
    this.#waiting.set(envelope_id, resolve);
    const timer = setTimeout(() => resolve(null), answerWithinMs);
    socket.send(JSON.stringify({ type: "interactive", envelope_id, payload, accepts_response_payload: true }));
    return promise.finally(() => clearTimeout(timer));
  }

  /** Slack refreshes connections every few hours: it says so and closes soon after. */
  refresh(): void {
    for (const socket of this.#sockets) {
      socket.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
      setTimeout(() => socket.close(), 50).unref();
    }
  }

  /** The other side is gone, and the network does not say so. */
  deafen(): void {
    for (const socket of this.#sockets) socket.deafen();
  }

  /** The network breaks. */
  cut(): void {
    for (const socket of this.#sockets) socket.cut();
  }
}
