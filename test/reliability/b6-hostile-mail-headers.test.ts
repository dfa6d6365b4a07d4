import { afterAll, beforeAll, test } from "vitest";
import { openEmail } from "../../connectors/email/channel.ts";
import { renderAlertEmail } from "../../reports/alert/email.ts";
import { startMailbox, type MailboxSimulator } from "../../simulators/mailbox/start.ts";
import type { Random } from "../faults/seeded-random.ts";
import { sampleAlerts } from "../reports/sample-alerts.ts";
import { eachSeed, exactly, figure, row } from "./row.ts";

const breaks = [
  "\r\n",
  "\n",
  "\r",
  "\u2028",
  "\u2029",
  "\u0085",
  "\0",
  "\v",
  "\f",
  "%0d%0a",
  "\\r\\n",
  "=0D=0A",
  "\r\n ",
  "\r\n\t",
];
const headers = [
  "Bcc: eve@evil.example",
  "To: eve@evil.example",
  "Cc: <eve@evil.example>",
  "Content-Type: text/html",
  "From: bank@evil.example",
  "Reply-To: eve@evil.example",
  "X-Evil: 1",
  "RCPT TO:<eve@evil.example>",
  ".",
];
const plain = [
  "Ana",
  "Müller & Söhne",
  "試験",
  "😀",
  "=?utf-8?B?QmNjOiBldmVAZXZpbC5leGFtcGxl?=",
  "a".repeat(2_000),
  "",
  "x@y.example,",
  "a:b;",
  '"',
  "<",
  ">",
];
const addresses = [
  "jo@example,com",
  "team:eve@evil.example;",
  "jo@ok.example,eve@evil.example",
  "jo@ok.example>\r\nRCPT TO:<eve@evil.example",
  '"eve@evil.example"@ok.example',
  "eve@evil.example (jo@ok.example)",
  "jo@ok.example\r\nBcc: eve@evil.example",
];
const known = [
  "from",
  "to",
  "subject",
  "message-id",
  "date",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
  "auto-submitted",
  "x-auto-response-suppress",
  "list-id",
  "list-unsubscribe",
  "list-unsubscribe-post",
  "in-reply-to",
  "references",
];
const good = "jo@ok.example";

row("B6", () => {
  let mailbox: MailboxSimulator;
  beforeAll(async () => {
    mailbox = await startMailbox();
  });
  afterAll(() => mailbox.close());

  test("no text adds a header or a recipient, and no odd address is written to", async () => {
    let [added, recipients, strangers, unsent] = [0, 0, 0, 0];
    await eachSeed({ quick: 200, full: 5_000 }, async (seed, random) => {
      mailbox.mails.clear();
      const isOddReceiver = random.chance(0.15);
      const isOddSender = random.chance(0.15);
      const from = isOddSender
        ? `${injected(random)} <${random.pick(addresses)}>`
        : "Revwatch <revwatch@agency.example>";
      const email = openEmail({ ...mailbox.smtp, security: "none", user: null, password: null, from });
      const alert = {
        ...random.pick(Object.values(sampleAlerts)),
        clientName: injected(random),
        headline: injected(random),
      };
      const rendered = renderAlertEmail(alert);
      // The connector does not rest on its caller's care.
      const envelope = {
        list: injected(random),
        unsubscribe: random.chance(0.5) ? `https://ok.example/${injected(random)}` : injected(random),
        ...(random.chance(0.5) ? { answers: { first: injected(random), last: injected(random) } } : {}),
      };
      const body = random.chance(0.5) ? { ...rendered, envelope } : { ...rendered, subject: injected(random) };
      const key = `northwind/${random.chance(0.5) ? injected(random) : "alert"}/${seed}`;
      await email.send(isOddReceiver ? random.pick(addresses) : good, body, key);
      const all = mailbox.mails.all();
      const isGood = !isOddReceiver && !isOddSender;
      if (isGood ? all.length !== 1 : all.length > 0) unsent += 1;
      for (const { id } of all) {
        const { mail, raw } = mailbox.mails.get(id)!;
        const odd = Object.keys(mail.headers).filter((name) => !known.includes(name.toLowerCase()));
        if (odd.length > 0) added += 1;
        if (mail.to.join() !== good || mail.from !== "revwatch@agency.example") recipients += 1;
        const head = raw.toString("latin1").split("\r\n\r\n")[0]!;
        if (/^(bcc|cc|x-evil|reply-to):/im.test(head)) strangers += 1;
      }
    });
    figure("mails with another header", added, exactly(0));
    figure("mails with another sender or recipient", recipients, exactly(0));
    figure("headers that came out of text", strangers, exactly(0));
    figure("good ones unsent, or odd ones sent", unsent, exactly(0));
  });
});

function injected(random: Random): string {
  return Array.from({ length: random.int(1, 4) }, () =>
    random.chance(0.5) ? random.pick(plain) : `${random.pick(breaks)}${random.pick(headers)}`,
  ).join(random.pick(["", " ", random.pick(breaks)]));
}
