import { createTransport } from "nodemailer";
import { isMailbox, readSender } from "../../domain/mailbox.ts";
import { ChannelUnusable, missingSecret, type DeliveryOutcome, type SendingChannel } from "../delivery-outcome.ts";
import { explainSmtpError } from "./smtp-errors.ts";

export interface EmailBody {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** What mail programs sort, thread and stop by; left out for an e-mail that stands alone. */
  readonly envelope?: EmailEnvelope;
}

export interface EmailEnvelope {
  /** Message-IDs of the conversation, the first and the last; left out for the first one itself. */
  readonly answers?: { readonly first: string; readonly last: string };
  /** Such as "alerts.northwind". */
  readonly list: string;
  /** The page that stops these e-mails: by a person's click, and by a post of the mail program alone. */
  readonly unsubscribe: string | null;
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
  /** Where answers go; left out or null: to `from`. */
  readonly replyTo?: string | null;
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
          ...threadOf(body.envelope),
          ...(settings.replyTo === undefined || settings.replyTo === null
            ? {}
            : { replyTo: { name: "", address: settings.replyTo } }),
          headers: headersOf(body.envelope, sender.address),
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

const messageIdPattern = /^<[!-;=?-~]{1,300}>$/;
/** A line of a header that cannot be folded is cut by mail servers beyond 998 characters. */
const addressPattern = /^https?:\/\/[!-;=?-~]{1,900}$/;
const longestListName = 120;

function threadOf(envelope: EmailEnvelope | undefined) {
  if (envelope?.answers === undefined) return {};
  const ids = [envelope.answers.first, envelope.answers.last].filter((id) => messageIdPattern.test(id));
  return ids.length === 0 ? {} : { inReplyTo: ids.at(-1), references: [...new Set(ids)] };
}

/**
 * RFC 3834 keeps absence notes from being sent to us, RFC 2919 names the list, and RFC 8058 lets a mail program stop it
 * with one post.
 */
function headersOf(envelope: EmailEnvelope | undefined, sender: string): Record<string, string> {
  const automatic = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };
  if (envelope === undefined) return automatic;
  const { list, unsubscribe } = envelope;
  const host = sender.slice(sender.lastIndexOf("@") + 1);
  return {
    ...automatic,
    "List-Id": `<${list.replaceAll(/[^A-Za-z0-9.-]+/g, "-").slice(0, longestListName)}.${host}>`,
    ...(unsubscribe === null || !addressPattern.test(unsubscribe)
      ? {}
      : { "List-Unsubscribe": `<${unsubscribe}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
  };
}

function messageIdOf(deliveryKey: string): string {
  return `<${deliveryKey.replaceAll(/[^a-zA-Z0-9.-]+/g, ".")}@revwatch>`;
}

function notAnAddress(reach: "channel" | "place", what: string, remedy: string): DeliveryOutcome {
  return { ended: "barred", reach, reason: `${what} is not one e-mail address`, remedy };
}
