import { expect, test } from "vitest";
import { explainSmtpError } from "../../../connectors/email/smtp-errors.ts";

/** An answer of a server, as nodemailer throws it. */
const answer = (command: string, line: string) => ({
  code: command.startsWith("AUTH") ? "EAUTH" : "EENVELOPE",
  command,
  response: line,
  responseCode: Number(line.slice(0, 3)),
});

test.each([
  // Later.
  ["CONN", "421 4.3.2 Service not available", "not-sent channel"],
  ["CONN", "454 TLS not available due to temporary reason", "not-sent channel"],
  ["AUTH PLAIN", "454 4.7.0 Temporary authentication failure", "not-sent channel"],
  ["MAIL FROM", "452 4.3.1 Insufficient system storage", "not-sent channel"],
  ["RCPT TO", "450 4.2.0 Greylisted", "not-sent place"],
  ["RCPT TO", "451 4.7.1 Greylisting in action", "not-sent place"],
  ["RCPT TO", "452 4.2.2 Mailbox full", "not-sent place"],
  ["DATA", "451 4.3.0 Local error", "not-sent message"],
  ["DATA", "421 4.7.0 Too many errors", "not-sent message"],
  // We are not let in.
  ["CONN", "554 5.7.1 Your host is blocked", "barred channel"],
  ["EHLO", "550 5.7.1 Bad HELO", "barred channel"],
  ["STARTTLS", "501 5.5.4 No parameters", "barred channel"],
  ["AUTH PLAIN", "535 5.7.8 Bad credentials", "barred channel"],
  ["AUTH LOGIN", "534 5.7.9 Application-specific password required", "barred channel"],
  ["AUTH PLAIN", "538 5.7.11 Encryption required", "barred channel"],
  ["MAIL FROM", "530 5.7.0 Authentication required", "barred channel"],
  ["MAIL FROM", "550 5.1.8 Sender's domain does not exist", "barred channel"],
  ["MAIL FROM", "553 5.7.1 Sender address rejected: not owned by user", "barred channel"],
  ["RCPT TO", "530 Authentication required", "barred channel"],
  ["RCPT TO", "550 5.7.60 Client does not have permission to send as this sender", "barred channel"],
  ["DATA", "550 5.7.26 Unauthenticated mail is not accepted", "barred channel"],
  // This receiver is refused.
  ["RCPT TO", "550 5.1.1 No such user", "barred place"],
  ["RCPT TO", "550 No such user here", "barred place"],
  ["RCPT TO", "551 5.1.6 User has moved", "barred place"],
  ["RCPT TO", "552 5.2.2 Mailbox full", "barred place"],
  ["RCPT TO", "553 5.1.3 Bad address syntax", "barred place"],
  ["RCPT TO", "554 5.7.1 Relay access denied", "barred place"],
  ["DATA", "550 5.1.1 User unknown", "barred place"],
  // This message is refused.
  ["MAIL FROM", "552 5.3.4 Message too large", "refused message"],
  ["DATA", "552 5.3.4 Message too large", "refused message"],
  ["DATA", "554 5.7.1 Message rejected as spam", "refused message"],
  ["DATA", "554 Transaction failed", "refused message"],
  ["DATA", "550 5.6.0 Content rejected", "refused message"],
])("%s → %s: %s", (command, line, expected) => {
  const outcome = explainSmtpError(answer(command, line));
  expect(`${outcome.ended} ${outcome.reach ?? "channel"}`).toBe(expected);
  // The server's words may hold addresses and tracking ids.
  expect(outcome.reason).not.toMatch(/user|Relay|Mailbox|spam/);
});

test.each([
  [{ code: "ESOCKET", originalCode: "ECONNREFUSED", command: "CONN" }, "not-sent"],
  [{ code: "EDNS", originalCode: "ENOTFOUND", command: "CONN" }, "not-sent"],
  [{ code: "ETIMEDOUT", originalCode: "CONNECT_TIMEOUT", command: "CONN" }, "not-sent"],
  [{ code: "ETIMEDOUT", originalCode: "GREETING_TIMEOUT", command: "CONN" }, "not-sent"],
  [{ code: "ETIMEDOUT", originalCode: "UPGRADE_TIMEOUT", command: "CONN" }, "not-sent"],
  [{ code: "ETIMEDOUT", originalCode: "SOCKET_TIMEOUT", command: "CONN" }, "uncertain"],
  [{ code: "ECONNECTION", command: "CONN" }, "uncertain"],
  [{ code: "ESOCKET", originalCode: "ECONNRESET", command: "CONN" }, "uncertain"],
  [{ code: "ETLS", command: "STARTTLS" }, "barred"],
  [{ code: "ESOCKET", originalCode: "CERT_HAS_EXPIRED", command: "CONN" }, "barred"],
  [{ code: "ESOCKET", originalCode: "ERR_TLS_CERT_ALTNAME_INVALID", command: "CONN" }, "barred"],
  [{ code: "ESOCKET", originalCode: "DEPTH_ZERO_SELF_SIGNED_CERT", command: "CONN" }, "barred"],
  [{ code: "EAUTH", command: "API" }, "barred"],
  [{ code: "EENVELOPE", command: "API" }, "barred"],
  [{ code: "EMESSAGE", command: "API" }, "refused"],
  [{}, "uncertain"],
])("without an answer %j: %s", (thrown, ended) => {
  expect(explainSmtpError(thrown).ended).toBe(ended);
});
