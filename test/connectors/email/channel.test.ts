import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openEmail, type EmailChannel } from "../../../connectors/email/channel.ts";
import { MailboxReader } from "../../../simulators/client.ts";
import { startMailbox, type MailboxSimulator } from "../../../simulators/mailbox/start.ts";

const body = { subject: "1 lead waits", html: "<p>1 lead waits</p>", text: "1 lead waits" };
const key = "northwind/sales.waiting-leads/1/2/head/email/mail";
let mailbox: MailboxSimulator;
let mails: MailboxReader;
let email: EmailChannel;
const openAt = (host: string, port: number) =>
  openEmail({ host, port, security: "none", user: null, password: null, from: "Revwatch <revwatch@example.com>" });
beforeAll(async () => {
  mailbox = await startMailbox();
  mails = new MailboxReader(mailbox.address);
  email = openAt(mailbox.smtp.host, mailbox.smtp.port);
});
afterAll(() => mailbox.close());
beforeEach(async () => {
  await mails.clear();
  await mails.clearFaults();
});

test("an e-mail arrives as it was written", async () => {
  expect((await email.send("jo@northwind.example", body, key)).ended).toBe("sent");
  const [summary] = await mails.messages();
  expect(summary).toMatchObject({ to: ["jo@northwind.example"], subject: "1 lead waits" });
  expect(await mails.message(summary!.id)).toMatchObject({ html: body.html });
});

test("the same delivery has the same Message-ID, another one has another", async () => {
  for (const deliveryKey of [key, key, `${key}x`]) await email.send("jo@northwind.example", body, deliveryKey);
  const ids = (await mails.messages()).map(({ messageId }) => messageId);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(2);
  expect(ids[0]).toMatch(/^<[\w.-]+@revwatch>$/);
});

describe("a server that does not take it", () => {
  test.each([
    ["451", "not-sent", "the mail server did not take it (451)"],
    ["550", "refused", "the mail server refuses it (550)"],
    ["down", "not-sent", "the mail server did not take it (421)"],
  ] as const)("%s is %s", async (kind, ended, reason) => {
    await mails.setFault({ kind, times: 1 });
    expect(await email.send("jo@northwind.example", body, key)).toMatchObject({ ended, reason });
    expect(await mails.messages()).toEqual([]);
    expect((await email.send("jo@northwind.example", body, key)).ended).toBe("sent");
  });

  test("a wrong password lets no message in, and is not told", async () => {
    const { host, port } = mailbox.smtp;
    const from = "Revwatch <revwatch@example.com>";
    const withPassword = openEmail({ host, port, security: "none", user: "revwatch", password: () => "s3cret", from });
    await mails.setFault({ kind: "535", times: 1 });
    expect(await withPassword.send("jo@northwind.example", body, key)).toEqual({
      ended: "barred",
      reason: "the mail server refuses our user name or password: correct them and restart",
    });
    expect(await mails.messages()).toEqual([]);
    expect((await withPassword.send("jo@northwind.example", body, key)).ended).toBe("sent");
  });

  test("nobody listens", async () => {
    const outcome = await openAt("127.0.0.1", 1).send("jo@northwind.example", body, key);
    expect(outcome).toMatchObject({ ended: "not-sent", reason: "the mail server did not take it (ESOCKET)" });
    await expect(openAt("127.0.0.1", 1).verify()).rejects.toThrow(/ECONNREFUSED/);
  });

  test("an answer that was lost is tried again, and both carry one Message-ID", async () => {
    await mails.setFault({ kind: "lost-answer", times: 1 });
    expect((await email.send("jo@northwind.example", body, key)).ended).toBe("not-sent");
    expect((await email.send("jo@northwind.example", body, key)).ended).toBe("sent");
    expect(new Set((await mails.messages()).map(({ messageId }) => messageId)).size).toBe(1);
  });
});

test("a name with a line break in it adds no header", async () => {
  await email.send("jo@northwind.example", { ...body, subject: "Ana\r\nBcc: everyone@evil.example" }, key);
  const [summary] = await mails.messages();
  expect(summary!.to).toEqual(["jo@northwind.example"]);
  expect(Object.keys((await mails.message(summary!.id)).headers).map((name) => name.toLowerCase())).not.toContain("bcc");
});
