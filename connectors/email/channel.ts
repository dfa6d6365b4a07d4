import { createTransport } from "nodemailer";
import type { DeliveryOutcome } from "../delivery-outcome.ts";

export interface EmailBody {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export interface EmailChannel {
  /** Sends one e-mail. The same delivery key gives the same Message-ID, by which mail systems know a repetition. */
  send(to: string, body: EmailBody, deliveryKey: string): Promise<DeliveryOutcome>;
  /** Asks the server whether it would take our mail. @throws {Error} With the server's own words. */
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

const retryAfterMs = 30_000;

/** Opens one SMTP server. */
export function openEmail(settings: EmailSettings): EmailChannel {
  const transport = () =>
    createTransport({
      host: settings.host,
      port: settings.port,
      secure: settings.security === "tls",
      requireTLS: settings.security === "starttls",
      ignoreTLS: settings.security === "none",
      connectionTimeout: 5_000,
      greetingTimeout: 5_000,
      socketTimeout: 10_000,
      ...(settings.user === null || settings.password === null
        ? {}
        : { auth: { user: settings.user, pass: settings.password() } }),
    });

  return {
    async send(to, body, deliveryKey) {
      const messageId = `<${deliveryKey.replaceAll(/[^a-zA-Z0-9.-]+/g, ".")}@revwatch>`;
      try {
        await transport().sendMail({
          from: settings.from,
          to,
          subject: body.subject,
          html: body.html,
          text: body.text,
          messageId,
        });
        return { ended: "sent", externalId: messageId };
      } catch (error) {
        return explainSmtpError(error);
      }
    },
    async verify() {
      await transport().verify();
    },
  };
}

function explainSmtpError(error: unknown): DeliveryOutcome {
  const { responseCode, code } = error as { responseCode?: number; code?: string };
  if (code === "EAUTH" || responseCode === 530)
    return { ended: "barred", reason: "the mail server refuses our user name or password: correct them and restart" };
  if (responseCode !== undefined && responseCode >= 500)
    return { ended: "refused", reason: `the mail server refuses it (${responseCode})` };
  // A second e-mail carries the same Message-ID, so trying again is the lesser evil.
  return { ended: "not-sent", reason: `the mail server did not take it (${responseCode ?? code ?? "no answer"})`, retryAfterMs };
}
