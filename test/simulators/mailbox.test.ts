import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import nodemailer from "nodemailer";
import { afterEach, expect, test } from "vitest";
import { MailboxReader } from "../../simulators/client.ts";
import { startMailbox } from "../../simulators/mailbox/start.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function openMailbox(stateDir: string | null = null) {
  const mailbox = await startMailbox({ stateDir });
  closers.push(mailbox.close);
  const transport = nodemailer.createTransport({
    ...mailbox.smtp,
    secure: false,
    ignoreTLS: true,
    socketTimeout: 400,
    auth: { user: "revwatch", pass: "any" },
  });
  return { mailbox, transport, reader: new MailboxReader(mailbox.address) };
}

const report = {
  from: "Revwatch <report@revwatch.example>",
  to: "founder@northwind.example",
  subject: "Your week",
  messageId: "<report.1@revwatch.example>",
  text: "All well",
  html: "<h1>All well</h1>",
};

test("a mail that was sent can be read, with its own message id, and survives a restart", async () => {
  const stateDir = mkdtempSync(join(tmpdir(), "mailbox-"));
  const { mailbox, transport, reader } = await openMailbox(stateDir);

  await transport.sendMail(report);
  const [summary] = await reader.messages();
  expect(summary).toMatchObject({
    from: "report@revwatch.example",
    to: ["founder@northwind.example"],
    subject: "Your week",
    messageId: "<report.1@revwatch.example>",
  });
  expect(await reader.message(summary!.id)).toMatchObject({
    html: "<h1>All well</h1>",
    text: "All well",
    headers: { subject: "Your week" },
  });

  await mailbox.close();
  const restarted = await openMailbox(stateDir);
  expect(await restarted.reader.messages()).toMatchObject([{ id: summary!.id, subject: "Your week" }]);
});

test.each([
  ["451", { responseCode: 451 }],
  ["550", { responseCode: 550, code: "EENVELOPE" }],
  ["down", { responseCode: 421 }],
] as const)("fault %s reaches the sender once, and then it works again", async (kind, error) => {
  const { transport, reader } = await openMailbox();
  await reader.setFault({ kind, times: 1 });

  await expect(transport.sendMail(report)).rejects.toMatchObject(error);
  await transport.sendMail(report);

  expect(await reader.messages()).toHaveLength(1);
});

test("a lost answer: the mail is there and its sender does not know", async () => {
  const { transport, reader } = await openMailbox();
  await reader.setFault({ kind: "lost-answer", times: 1 });

  await expect(transport.sendMail(report)).rejects.toMatchObject({ code: "ECONNECTION" });

  expect(await reader.messages()).toHaveLength(1);
});
