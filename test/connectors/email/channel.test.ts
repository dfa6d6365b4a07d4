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
    [{ kind: "451" }, "not-sent", "the mail server says: later (451 4.3.0)"],
    [{ kind: "down" }, "not-sent", "the mail server says: later (421 4.3.2)"],
    [{ kind: "550" }, "barred", "the mail server refuses this receiver (550 5.1.1)"],
  ] as const)("%s is %s", async (fault, ended, reason) => {
    await mails.setFault({ ...fault, times: 1 });
    expect(await email.send("jo@northwind.example", body, key)).toMatchObject({ ended, reason });
    expect(await mails.messages()).toEqual([]);
    expect((await email.send("jo@northwind.example", body, key)).ended).toBe("sent");
  });

  test("a wrong password lets no message in, and is not told", async () => {
    const { host, port } = mailbox.smtp;
    const from = "Revwatch <revwatch@example.com>";
    const withPassword = openEmail({ host, port, security: "none", user: "revwatch", password: () => "s3cret", from });
    await mails.setFault({ kind: "535", times: 1 });
    const outcome = await withPassword.send("jo@northwind.example", body, key);
    expect(outcome).toMatchObject({
      ended: "barred",
      reach: "channel",
      remedy: "correct user and password in the email: section",
    });
    expect(JSON.stringify(outcome)).not.toContain("s3cret");
    expect(await mails.messages()).toEqual([]);
    expect((await withPassword.send("jo@northwind.example", body, key)).ended).toBe("sent");
  });

  test("nobody listens", async () => {
    const outcome = await openAt("127.0.0.1", 1).send("jo@northwind.example", body, key);
    expect(outcome).toMatchObject({ ended: "not-sent", reason: "the mail server cannot be reached (ECONNREFUSED)" });
    await expect(openAt("127.0.0.1", 1).verify()).rejects.toThrow(/ECONNREFUSED/);
  });

  test.each(["lost-answer", "cut"] as const)(
    "%s: nobody knows, and the repetition carries the same Message-ID",
    async (kind) => {
      await mails.setFault({ kind, step: "end", times: 1 });
      expect((await email.send("jo@northwind.example", body, key)).ended).toBe("uncertain");
      expect((await email.send("jo@northwind.example", body, key)).ended).toBe("sent");
      expect(new Set((await mails.messages()).map(({ messageId }) => messageId)).size).toBe(1);
    },
  );

  test("a server that takes its time is waited for", async () => {
    await mails.setFault({ kind: "slow", seconds: 1.5, times: 1 });
    expect((await email.send("jo@northwind.example", body, key)).ended).toBe("sent");
    expect(await mails.messages()).toHaveLength(1);
  });

  test("greylisting is waited out", async () => {
    await mails.setFault({ kind: "greylist", seconds: 0.3 });
    expect(await email.send("lea@northwind.example", body, key)).toMatchObject({
      ended: "not-sent",
      reach: "place",
      retryAfterMs: 60_000,
    });
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect((await email.send("lea@northwind.example", body, key)).ended).toBe("sent");
  });

  test("one receiver who is refused is no refusal of the others", async () => {
    await mails.setFault({ kind: "550", recipient: "gone@northwind.example" });
    expect(await email.send("gone@northwind.example", body, key)).toMatchObject({ ended: "barred", reach: "place" });
    expect((await email.send("jo@northwind.example", body, `${key}2`)).ended).toBe("sent");
  });
});

describe("TLS", () => {
  const secureAt = (port: number) =>
    openEmail({
      host: "127.0.0.1",
      port,
      security: "starttls",
      user: null,
      password: null,
      from: "revwatch@example.com",
    });

  test("a server that offers none gets no mail in the clear", async () => {
    expect(await secureAt(mailbox.smtp.port).send("jo@northwind.example", body, key)).toMatchObject({
      ended: "barred",
      reach: "channel",
    });
    expect(await mails.messages()).toEqual([]);
  });

  test("a certificate that nobody signed is not trusted", async () => {
    const tls = await startMailbox({ offersTls: true });
    try {
      const outcome = await secureAt(tls.smtp.port).send("jo@northwind.example", body, key);
      expect(outcome).toMatchObject({
        ended: "barred",
        reach: "channel",
        remedy: expect.stringContaining("certificate"),
      });
      expect(tls.mails.all()).toEqual([]);
    } finally {
      await tls.close();
    }
  });
});

describe("addresses", () => {
  test.each([
    "jo@example,com",
    "team: jo@example.com;",
    "jo@example.com, eve@evil.example",
    "jo@a.example\r\nRCPT TO:<eve@evil.example>",
    '"a b"@c.example',
    "",
  ])("%j is not one mailbox, and nothing is sent", async (to) => {
    expect(await email.send(to, body, key)).toMatchObject({ ended: "barred", reach: "place" });
    expect(await mails.messages()).toEqual([]);
  });

  test.each(["a:b", "a:b@example.com", "Team: a@example.com;", "x <jo@example,com>"])(
    "a sender %j sends nothing",
    async (from) => {
      const { host, port } = mailbox.smtp;
      const odd = openEmail({ host, port, security: "none", user: null, password: null, from });
      expect(await odd.send("jo@northwind.example", body, key)).toMatchObject({ ended: "barred", reach: "channel" });
      expect(await mails.messages()).toEqual([]);
    },
  );
});

test("a name with a line break in it adds no header", async () => {
  await email.send("jo@northwind.example", { ...body, subject: "Ana\r\nBcc: everyone@evil.example" }, key);
  const [summary] = await mails.messages();
  expect(summary!.to).toEqual(["jo@northwind.example"]);
  expect(Object.keys((await mails.message(summary!.id)).headers).map((name) => name.toLowerCase())).not.toContain(
    "bcc",
  );
});
