import type { AddressInfo, Socket } from "node:net";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import type { FaultQueue } from "../fault-queue.ts";
import { refusalOf, SmtpRefusal, type MailFault, type SmtpStep } from "./faults.ts";
import type { MailStore } from "./mail-store.ts";

export interface Smtp {
  readonly host: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

export interface SmtpOptions {
  readonly port: number;
  /** Offers STARTTLS, with a certificate that nobody signed. */
  readonly offersTls: boolean;
  readonly now: () => number;
}

/** Faults that strike when the mail is kept already. */
const isLate = ({ kind }: MailFault) => kind === "lost-answer" || kind === "slow";

type Callback = (error?: Error | null) => void;

/** Receives mail on loopback. Takes any user and password. */
export async function listenSmtp(
  store: MailStore,
  faults: FaultQueue<MailFault>,
  { port, offersTls, now }: SmtpOptions,
): Promise<Smtp> {
  const host = "127.0.0.1";
  const sockets = new Set<Socket>();
  const firstTries = new Map<string, number>();

  /** What the server says at a step, faults included. */
  function answerAt(step: SmtpStep, sessionId: string, address: string | null, callback: Callback): void {
    const fault = faults.strike(
      (one) =>
        (one.recipient === undefined || one.recipient === address) &&
        (one.kind === "greylist" ? step === "rcpt" && isEarly(address!, one) : one.step === step && !isLate(one)),
    );
    switch (fault?.kind) {
      case undefined:
        return callback();
      case "hang":
        return;
      case "cut":
        return cut(sessionId);
      case "greylist":
        return callback(new SmtpRefusal(450, "4.2.0 Greylisted, try again later"));
      default:
        return callback(refusalOf(fault!));
    }
  }

  function isEarly(address: string, { seconds }: MailFault): boolean {
    if (!firstTries.has(address)) firstTries.set(address, now());
    return now() - firstTries.get(address)! < seconds * 1000;
  }

  function cut(sessionId: string): void {
    for (const connection of (server as unknown as { connections: Set<{ id: string; _socket: Socket }> }).connections)
      if (connection.id === sessionId) connection._socket.destroy();
  }

  async function receive(stream: Readable, session: { id: string }, callback: Callback): Promise<void> {
    try {
      const raw = await buffer(stream);
      const late = faults.strike(isLate);
      if (late !== null) await store.add(raw, new Date());
      if (late?.kind === "lost-answer") return cut(session.id);
      if (late?.kind === "slow") return void setTimeout(callback, late.seconds * 1000).unref();
      const refusal = await new Promise<Error | null>((resolve) =>
        answerAt("end", session.id, null, (error) => resolve(error ?? null)),
      );
      if (refusal === null && late === null) await store.add(raw, new Date());
      callback(refusal);
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)));
    }
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: offersTls ? [] : ["STARTTLS"],
    closeTimeout: 200,
    onAuth: (auth, session, callback) =>
      answerAt("auth", session.id, null, (error) => callback(error, { user: auth.username ?? "anyone" })),
    onConnect: (session, callback) => answerAt("connect", session.id, null, callback),
    onMailFrom: (_address, session, callback) => answerAt("mail", session.id, null, callback),
    onRcptTo: ({ address }, session, callback) => answerAt("rcpt", session.id, address, callback),
    onData: (stream, session, callback) => void receive(stream, session, callback),
  });
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  // A sender that hangs up in the middle is its own affair.
  server.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    host,
    port: (server.server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        for (const socket of sockets) socket.destroy();
      }),
  };
}
