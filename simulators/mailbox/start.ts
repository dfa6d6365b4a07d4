import { join } from "node:path";
import { answerAdmin, NotFound } from "../admin-router.ts";
import type { AdminRoutes } from "../admin-router.ts";
import { FaultQueue } from "../fault-queue.ts";
import { listen, readBody } from "../http.ts";
import { fullFault, MailFaultInput, type MailFault } from "./faults.ts";
import { MailStore } from "./mail-store.ts";
import { listenSmtp } from "./smtp.ts";

export interface MailboxOptions {
  /** Where mails are kept; null or left out keeps them in memory. */
  readonly stateDir?: string | null;
  readonly smtpPort?: number;
  /** Offers STARTTLS, with a certificate that nobody signed. */
  readonly offersTls?: boolean;
  readonly now?: () => number;
  readonly port?: number;
}

/** A running mail server, and the pages on which its mails can be read. */
export interface MailboxSimulator {
  readonly address: string;
  readonly smtp: { readonly host: string; readonly port: number };
  readonly mails: MailStore;
  readonly close: () => Promise<void>;
}

/** Starts the mailbox on loopback, with the mails that its state directory remembers. */
export async function startMailbox({
  stateDir = null,
  smtpPort = 0,
  port = 0,
  offersTls = false,
  now = Date.now,
}: MailboxOptions = {}): Promise<MailboxSimulator> {
  const mails = await MailStore.open(stateDir === null ? null : join(stateDir, "mailbox"));
  const faults = new FaultQueue<MailFault>();
  const smtp = await listenSmtp(mails, faults, { port: smtpPort, offersTls, now });

  const found = (id: string | undefined) => {
    const entry = mails.get(id ?? "");
    if (!entry) throw new NotFound(`There is no mail ${id}.`);
    return entry;
  };
  const routes: AdminRoutes = {
    "GET /messages": () => ({ messages: mails.all() }),
    "DELETE /messages": () => mails.clear(),
    "GET /messages/:id": ({ params }) => found(params["id"]).mail,
    "GET /messages/:id/raw": ({ params }) => ({ raw: found(params["id"]).raw.toString("utf8") }),
    "GET /_simulator/faults": () => ({ faults: faults.all }),
    "POST /_simulator/faults": ({ body }) => faults.set(fullFault(MailFaultInput.parse(body))),
    "DELETE /_simulator/faults": () => faults.clear(),
  };
  const pages = await listen((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    readBody(request)
      .then((bodyText) => answerAdmin(routes, request.method ?? "GET", url, bodyText))
      .then(({ status, body }) => response.writeHead(status, { "content-type": "application/json" }).end(body))
      .catch(() => response.destroy());
  }, port);

  const { host, port: boundSmtpPort } = smtp;
  return {
    address: pages.address,
    smtp: { host, port: boundSmtpPort },
    mails,
    async close() {
      await Promise.all([smtp.close(), pages.close()]);
    },
  };
}
