import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import type { FaultQueue } from "../fault-queue.ts";
import { refusals } from "./faults.ts";
import type { MailFaultInput } from "./faults.ts";
import type { MailStore } from "./mail-store.ts";

export interface Smtp {
  readonly host: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Receives mail on loopback. Takes any user and password, and does not offer TLS. */
export async function listenSmtp(store: MailStore, faults: FaultQueue<MailFaultInput>, port: number): Promise<Smtp> {
  const host = "127.0.0.1";
  async function receive(stream: Readable, callback: (error?: Error | null) => void): Promise<void> {
    try {
      await store.add(await buffer(stream), new Date());
    } catch (error) {
      return callback(error instanceof Error ? error : new Error(String(error)));
    }
    if (faults.strike(({ kind }) => kind === "lost-answer") === null) callback();
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    closeTimeout: 200,
    onAuth(auth, _session, callback) {
      if (faults.strike(({ kind }) => kind === "535")) callback(refusals[535]());
      else callback(null, { user: auth.username ?? "anyone" });
    },
    onConnect: (_session, callback) => callback(faults.strike(({ kind }) => kind === "down") ? refusals.down() : null),
    onRcptTo({ address }, _session, callback) {
      const fault = faults.strike(
        ({ kind, recipient }) => (kind === "451" || kind === "550") && (recipient === undefined || recipient === address),
      );
      callback(fault ? refusals[fault.kind as "451" | "550"]() : null);
    },
    onData: (stream, _session, callback) => void receive(stream, callback),
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
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
