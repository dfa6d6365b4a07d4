import { createTransport } from "nodemailer";
import { isMailbox, readSender } from "../../domain/mailbox.ts";
import { ChannelUnusable, missingSecret, type DeliveryOutcome, type SendingChannel } from "../delivery-outcome.ts";
import { explainSmtpError } from "./smtp-errors.ts";

export interface EmailBody {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** One e-mail to one mailbox at a time. A repetition carries the same Message-ID. */
export interface EmailChannel extends SendingChannel<EmailBody> {
  /**
   * Asks the server whether it would take our mail. @throws {ChannelUnusable} Without the server's own words, which may
   * be ours said back.
   */
  verify(): Promise<void>;
}

export interface EmailSettings {
  readonly host: string;
  readonly port: number;
  readonly security: "tls" | "starttls" | "none";
  readonly user: string | null;
  readonly password: (() => string) | null;
  /** Such as "Revwatch <revwatch@example.com>". */
  readonly from: string;
}

/** Opens one SMTP server. */
export function openEmail(settings: EmailSettings): EmailChannel {
  const transport = (password: string | null) =>
    createTransport({
      host: settings.host,
      port: settings.port,
      secure: settings.security === "tls",
      requireTLS: settings.security === "starttls",
      ignoreTLS: settings.security === "none",
      connectionTimeout: 5_000,
      greetingTimeout: 5_000,
      // The whole has to end before the outbox takes the attempt for lost.
      socketTimeout: 10_000,
      ...(settings.user === null || password === null ? {} : { auth: { user: settings.user, pass: password } }),
    });

  return {
    async send(to, body, deliveryKey) {
      const sender = readSender(settings.from);
      if (sender === null) return notAnAddress("channel", "the sender", "correct from: in the email: section");
      if (!isMailbox(to)) return notAnAddress("place", "the receiver's address", "correct the address in receivers:");
      const messageId = messageIdOf(deliveryKey);
      let password: string | null;
      try {
        password = settings.password?.() ?? null;
      } catch (error) {
        return missingSecret(error);
      }
      try {
        // Addresses go in as they are: a mail program that parses them could find another one in them.
        await transport(password).sendMail({
          from: sender,
          to: { name: "", address: to },
          envelope: { from: sender.address, to: [to] },
          subject: body.subject.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " "),
          html: body.html,
          text: body.text,
          messageId,
          disableFileAccess: true,
          disableUrlAccess: true,
        });
        return { ended: "sent", externalId: messageId };
      } catch (error) {
        return explainSmtpError(error);
      }
    },
    async verify() {
      try {
        await transport(settings.password?.() ?? null).verify();
      } catch (error) {
        throw error instanceof Error && error.name === "SecretMissing"
          ? error
          : new ChannelUnusable(explainSmtpError(error));
      }
    },
  };
}

function messageIdOf(deliveryKey: string): string {
  return `<${deliveryKey.replaceAll(/[^a-zA-Z0-9.-]+/g, ".")}@revwatch>`;
}

function notAnAddress(reach: "channel" | "place", what: string, remedy: string): DeliveryOutcome {
  return { ended: "barred", reach, reason: `${what} is not one e-mail address`, remedy };
}
