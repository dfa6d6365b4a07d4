import { afterAll, beforeAll, test } from "vitest";
import type { AlertMessage } from "../../domain/alerting/alert.ts";
import { renderDigestForSlack } from "../../reports/alert/digest.ts";
import { renderAlertForSlack, renderAlertReplyForSlack, renderPlainAlertForSlack } from "../../reports/alert/slack.ts";
import { renderAlertEmail } from "../../reports/alert/email.ts";
import { renderAlertForTeams } from "../../reports/alert/teams.ts";
import { messageFaults } from "../../simulators/teams/judge-card.ts";
import { startSlack, type SlackSimulator } from "../../simulators/slack/start.ts";
import type { Random } from "../faults/seeded-random.ts";
import { sampleAlerts, sampleLine } from "../reports/sample-alerts.ts";
import { eachSeed, exactly, figure, row } from "./row.ts";

/** What comes to life in Slack where markup is read, and what passes its limits. */
const pieces = [
  ..."<!channel>|<!here>|<!everyone>|<@U012345>|<#C012345>|<!subteam^S1|all>|<!date^1^{date}|x>".split("|"),
  "<http://evil.example|your bank>",
  "<https://evil.example>",
  "<mailto:eve@evil.example|Ana>",
  "http://evil.example/login",
  "@channel",
  "&lt;!channel&gt;",
  "&amp;lt;!here&amp;gt;",
  "*bold*",
  "_it_",
  "~no~",
  "`code`",
  "```\nblock\n```",
  "> quote",
  ":boom:",
  "\r\n",
  "\n\n\n",
  "\t",
  "\0",
  "\u202Egnp.exe",
  "\u200B",
  "\uD83D",
  "😀".repeat(200),
  "x".repeat(9_000),
  "&".repeat(3_000),
  "<".repeat(3_000),
  "__proto__",
  "${1+1}",
  "{{7*7}}",
  "",
  " ",
  "Ana Silva",
  "Δοκιμή 試験",
];
const urls = [
  null,
  "javascript:alert(1)",
  "data:text/html,x",
  "//evil.example",
  "https://app.hubspot.com/1",
  "https://x.example/|y>",
  "x",
];

row("B5", () => {
  let slack: SlackSimulator;
  beforeAll(async () => {
    slack = await startSlack();
    slack.workspace.addChannel({ id: "C0HOSTILE0", name: "hostile" });
  });
  afterAll(() => slack.close());

  test("text from a CRM pings nobody, hides no link, and is never refused", async () => {
    let [pings, hidden, refused, messages] = [0, 0, 0, 0];
    await eachSeed({ quick: 300, full: 10_000 }, async (seed, random) => {
      const alert = hostileAlert(random);
      const digest = {
        clientName: alert.clientName,
        timeZone: "UTC",
        channel: "slack" as const,
        since: "2026-11-25T10:00:00.000Z",
        lines: alert.sections
          .flatMap(({ lines }) => lines)
          .map((line, index) => ({
            alertId: String(index),
            severity: line.severity,
            headline: line.summary,
            openedAt: line.since,
            acknowledgedBy: random.chance(0.5) ? line.label : null,
            acknowledge: random.chance(0.5) ? "signed" : null,
          })),
        over: 1,
        dashboardUrl: alert.dashboardUrl,
      };
      for (const message of [
        renderAlertForSlack(alert, { value: "signed", wrong: true, snooze: true, assignees: assigneesOf(alert) }),
        renderAlertReplyForSlack(alert),
        renderPlainAlertForSlack(alert, text(random)),
        renderDigestForSlack(digest),
      ]) {
        messages += 1;
        if (isAlive(message.text) || JSON.stringify(message.blocks).includes('"mrkdwn"')) pings += 1;
        if (linksOf(message.blocks).some((url) => !/^https?:\/\//i.test(url))) hidden += 1;
        // Each seed's first message goes over the wire; the others meet the same judge.
        const answer = await post(slack.address, message, seed);
        if (!answer.ok) refused += 1;
      }
    });
    figure("messages that ping somebody", pings, exactly(0));
    figure("links that lead elsewhere than to the web", hidden, exactly(0));
    figure("messages that Slack refuses", refused, exactly(0));
    figure("messages without an answer", messages % 4, exactly(0));
  });
});

/** Everything but text that comes to life: elements that mention, and addresses that were not among the facts. */
row("B5", () => {
  test("in Teams and by e-mail the same text pings nobody, hides no link and breaks no limit", async () => {
    let [pings, hidden, refused, large] = [0, 0, 0, 0];
    await eachSeed({ quick: 300, full: 10_000 }, (_seed, random) => {
      const alert = hostileAlert(random);
      const known = new Set([...linksOf(alert), acknowledge, unsubscribe, alert.dashboardUrl, alert.workflowUrl]);
      const card = renderAlertForTeams(alert, acknowledge);
      const message = { type: "message", attachments: [{ contentType: cardType, content: card }] };
      refused += messageFaults(JSON.stringify(message)).length;
      pings += /"(mention|entities)"|"TextBlock"/.test(JSON.stringify(typesOf(card))) ? 1 : 0;
      const mail = renderAlertEmail(alert, { acknowledge, unsubscribe });
      const links = [...mail.html.matchAll(/\bhref="([^"]*)"/g)].map(([, url]) => unescaped(url!));
      hidden += [...linksOf(card), ...links].filter((url) => !known.has(url)).length;
      refused += /<(script|img|iframe|object|form|svg)\b|\son\w+=/i.test(mail.html.replaceAll(/"[^"]*"/g, '""'))
        ? 1
        : 0;
      // Mail programs cut what is longer.
      large += Buffer.byteLength(mail.html) > 100_000 || mail.subject.length > 400 ? 1 : 0;
    });
    figure("cards that mention or read Markdown", pings, exactly(0));
    figure("links that were not among the facts", hidden, exactly(0));
    figure("cards that Teams refuses, and elements that no mail of ours has", refused, exactly(0));
    figure("mails that are cut", large, exactly(0));
  });
});

const acknowledge = "https://revwatch.example.com/acknowledge/signed";
const unsubscribe = "https://revwatch.example.com/unsubscribe/signed";
const cardType = "application/vnd.microsoft.card.adaptive";

function typesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(typesOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...(name === "type" ? [inner] : typesOf(inner))]);
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };
const unescaped = (text: string) => text.replaceAll(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name]!);

function assigneesOf({ sections }: AlertMessage) {
  return sections.slice(0, 5).map(({ ownerName }, index) => ({ id: `owner-${index}`, name: ownerName ?? "" }));
}

/** Slack reads markup in the text beside the blocks: nothing in it may be left of `<…>` or of a mark. */
function isAlive(fallback: string): boolean {
  return /[<>*_~`]|&(?!amp;|lt;|gt;)/.test(fallback);
}

function linksOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(linksOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "url" ? (inner === null ? [] : [String(inner)]) : linksOf(inner),
  );
}

async function post(
  address: string,
  message: { text: string; blocks: readonly unknown[] },
  seed: number,
): Promise<{ ok: boolean }> {
  const response = await fetch(`${address}/api/chat.postMessage`, {
    method: "POST",
    headers: { authorization: "Bearer xoxb-test", "content-type": "application/json" },
    body: JSON.stringify({ channel: "C0HOSTILE0", ...message, client: seed }),
  });
  return (await response.json()) as { ok: boolean };
}

function text(random: Random): string {
  return Array.from({ length: random.int(0, 5) }, () => random.pick(pieces)).join(random.pick(["", " ", "\n"]));
}

function hostileAlert(random: Random): AlertMessage {
  const line = () =>
    sampleLine({ label: text(random), summary: text(random), url: random.pick(urls), isNew: random.chance(0.5) });
  const lines = (most: number) => Array.from({ length: random.int(0, most) }, line);
  return {
    ...random.pick(Object.values(sampleAlerts)),
    clientName: text(random),
    headline: text(random),
    acknowledgedBy: random.chance(0.3) ? text(random) : null,
    escalatedFrom: random.chance(0.3) ? text(random) : null,
    insteadOf: { receiver: text(random), channel: "email", since: "2026-11-25T10:00:00.000Z", reason: text(random) },
    sections: Array.from({ length: random.int(0, 12) }, () => ({
      ownerName: random.chance(0.5) ? text(random) : null,
      lines: lines(8),
    })),
    recovered: lines(15),
    next: random.chance(0.5) ? { receivers: [text(random), text(random)], at: "2026-11-25T10:30:00.000Z" } : null,
    dashboardUrl: random.pick(urls),
    workflowUrl: random.pick(urls),
  };
}
