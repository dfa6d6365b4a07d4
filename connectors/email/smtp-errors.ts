import type { DeliveryOutcome } from "../delivery-outcome.ts";

type Failure = Exclude<DeliveryOutcome, { ended: "sent" }>;

/** What nodemailer throws. */
interface Thrown {
  readonly code?: string;
  /** The code of the system or of TLS below it, such as ECONNREFUSED. */
  readonly originalCode?: string;
  /** The command that was answered so: "MAIL FROM", "RCPT TO", "DATA", "AUTH PLAIN", "CONN". */
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** What a server's answer is about: our mailbox and its rights, the one receiver, or the text of the message. */
type About = "us" | "receiver" | "message";

interface SmtpRule {
  readonly command?: RegExp;
  readonly code: RegExp;
  /** The enhanced status of RFC 3463, such as 5.1.1; left out, any or none. */
  readonly status?: RegExp;
  readonly about: About;
  readonly remedy: string;
}

const us = "check user, password and from in the email: section, and that the server lets this user send";
const receiver = "check the receiver's address in receivers:";

/**
 * What a refusal (5xx) is about; the first rule that fits holds. RFC 5321 §4.2.3 names the codes, RFC 3463 and its
 * registry (https://www.iana.org/assignments/smtp-enhanced-status-codes/) the statuses. Servers answer of receivers at
 * RCPT, but some only at the end of the data, and then their status tells.
 */
const refusals: readonly SmtpRule[] = [
  { code: /^(530|534|535|538)$/, about: "us", remedy: "correct user and password in the email: section" },
  { command: /^AUTH/, code: /./, about: "us", remedy: "correct user and password in the email: section" },
  {
    command: /^(CONN|EHLO|HELO|STARTTLS)/,
    code: /./,
    about: "us",
    remedy: "ask whoever runs the mail server to let this server in",
  },
  // 5.1.7 and 5.1.8: the sender's address; 5.7.x at MAIL: the sender is not allowed.
  { command: /^MAIL/, code: /^552$/, about: "message", remedy: "the message is too large for the mail server" },
  { command: /^MAIL/, code: /./, about: "us", remedy: us },
  { code: /./, status: /^5\.1\.[78]$/, about: "us", remedy: us },
  { code: /./, status: /^5\.7\.(0|8|9|57|60|64|7|26)$/, about: "us", remedy: us },
  { code: /./, status: /^5\.3\.4$/, about: "message", remedy: "the message is too large for the mail server" },
  // Relaying denied: with a wrong user as well as for one receiver; the receiver's own address is what can be
  // corrected.
  { command: /^RCPT/, code: /./, about: "receiver", remedy: receiver },
  { code: /./, status: /^5\.[12]\./, about: "receiver", remedy: receiver },
  { code: /./, about: "message", remedy: "ask whoever runs the mail server why it refuses this message" },
];

const passingWaitMs = 30_000;
/** Greylisting asks for minutes; less only costs attempts. */
const greylistWaitMs = 60_000;

/** Nothing can have arrived: the connection was not made, or the server never began. */
const neverLeft =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EDNS|EHOSTUNREACH|ENETUNREACH|CONNECT_TIMEOUT|GREETING_TIMEOUT|UPGRADE_TIMEOUT)$/;
const badCertificate = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL/;

/** What a failed attempt means for the mail: by command, code and enhanced status, never by the server's words. */
export function explainSmtpError(error: unknown): Failure {
  const thrown = error as Thrown;
  const { code = "", originalCode = "", responseCode } = thrown;
  if (responseCode !== undefined && responseCode >= 400) return explainAnswer(thrown, responseCode);
  if (code === "EAUTH" || code === "ENOAUTH")
    return barred(
      "channel",
      "the mail server and we agree on no way to log in",
      "correct user and password in the email: section",
    );
  if (badCertificate.test(originalCode) || (code === "ETLS" && !neverLeft.test(originalCode)))
    return barred(
      "channel",
      `there is no safe connection to the mail server (${originalCode || code})`,
      "check host, port and security in the email: section, and the server's certificate",
    );
  if (code === "EENVELOPE") return barred("place", "the address is none that mail can go to", receiver);
  if (code === "ECONFIG" || code === "EMESSAGE")
    return { ended: "refused", reason: `it is no e-mail (${code})`, reach: "message" };
  if (neverLeft.test(originalCode) || neverLeft.test(code))
    return {
      ended: "not-sent",
      reason: `the mail server cannot be reached (${originalCode || code})`,
      retryAfterMs: passingWaitMs,
    };
  // A second e-mail carries the same Message-ID, by which mail systems know a repetition.
  return {
    ended: "uncertain",
    reason: `the mail server's answer was lost (${originalCode || code || "no answer"})`,
    retryAfterMs: passingWaitMs,
  };
}

function explainAnswer({ command = "", response = "" }: Thrown, responseCode: number): Failure {
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(response)?.[1] ?? "";
  const said = [responseCode, status].filter((part) => part !== "").join(" ");
  if (responseCode < 500) {
    const isGreylist = /^RCPT|^DATA/.test(command) && /^(450|451)$/.test(String(responseCode));
    return {
      ended: "not-sent",
      reach: command.startsWith("RCPT") ? "place" : command.startsWith("DATA") ? "message" : "channel",
      reason: `the mail server says: later (${said})`,
      retryAfterMs: isGreylist ? greylistWaitMs : passingWaitMs,
    };
  }
  const rule = refusals.find(
    (one) =>
      (one.command?.test(command) ?? true) && one.code.test(String(responseCode)) && (one.status?.test(status) ?? true),
  )!;
  switch (rule.about) {
    case "us":
      return barred("channel", `the mail server refuses us (${said})`, rule.remedy);
    case "receiver":
      return barred("place", `the mail server refuses this receiver (${said})`, rule.remedy);
    case "message":
      return {
        ended: "refused",
        reason: `the mail server refuses the message (${said}): ${rule.remedy}`,
        reach: "message",
      };
  }
}

function barred(reach: "channel" | "place", reason: string, remedy: string): Failure {
  return { ended: "barred", reason, remedy, reach };
}
