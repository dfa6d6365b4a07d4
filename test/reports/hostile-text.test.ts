import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AlertMessage } from "../../domain/alerting/alert.ts";
import { renderAlertEmail } from "../../reports/alert/email.ts";
import { renderAlertForSlack, renderAlertReplyForSlack } from "../../reports/alert/slack.ts";
import type { SlackMessage } from "../../reports/alert/slack-blocks.ts";
import { renderWeeklyEmail } from "../../reports/weekly/email.ts";
import { renderWeeklyPage } from "../../reports/weekly/page.ts";
import { sampleAlerts, sampleLine } from "./sample-alerts.ts";
import { sampleReport } from "./sample-report.ts";

/** What people and forms write into a CRM, at its worst. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.constantFrom(
    "<!channel>",
    "<@U012345>",
    "<!subteam^S1|all>",
    "*bold* _it_ ~no~ `code`",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'onmouseover='alert(1)",
    "</style><script>",
    "{{7*7}} ${1+1} %0d%0aBcc: x@y.z",
    "line\r\nBcc: everyone@example.com",
    "\u202Egnp.exe",
    "a".repeat(5000),
    "😀".repeat(300),
    "\uD83D",
    "",
  ),
);
const hostileUrl = fc.oneof(
  fc.constantFrom(
    null,
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example",
    'https://x.example/"><b>',
    "https://ok.example/1",
  ),
  fc.webUrl(),
  fc.string(),
);
const line = fc
  .record({ label: hostile, summary: hostile, url: hostileUrl, isNew: fc.boolean() })
  .map((change) => sampleLine(change));
const message: fc.Arbitrary<AlertMessage> = fc
  .record({
    base: fc.constantFrom(...Object.values(sampleAlerts)),
    change: fc.record({
      clientName: hostile,
      headline: hostile,
      acknowledgedBy: fc.option(hostile),
      escalatedFrom: fc.option(hostile),
      sections: fc.array(fc.record({ ownerName: fc.option(hostile), lines: fc.array(line, { maxLength: 20 }) }), {
        maxLength: 30,
      }),
      recovered: fc.array(line, { maxLength: 30 }),
      next: fc.option(
        fc.record({ receivers: fc.array(hostile, { maxLength: 5 }), at: fc.constant("2026-11-23T10:30:00.000Z") }),
      ),
      dashboardUrl: hostileUrl,
      workflowUrl: hostileUrl,
    }),
  })
  .map(({ base, change }) => ({ ...base, ...change }));

describe("Slack", () => {
  test("text from a CRM stays text, in every message and reply", () => {
    fc.assert(
      fc.property(message, (alert) => {
        for (const rendered of [renderAlertForSlack(alert, { value: "signed" }), renderAlertReplyForSlack(alert)]) {
          expect(rendered.text).not.toMatch(/[<>*_~`]|&(?!amp;|lt;|gt;)/);
          expect(JSON.stringify(rendered.blocks)).not.toContain('"mrkdwn"');
          for (const url of valuesOf(rendered.blocks, "url")) expect(url).toMatch(/^https?:\/\//i);
        }
      }),
    );
  });

  test("no message passes one of Slack's limits", () => {
    fc.assert(
      fc.property(message, (alert) => {
        expect(brokenLimits(renderAlertForSlack(alert, { value: "signed" }))).toEqual([]);
        expect(brokenLimits(renderAlertReplyForSlack(alert))).toEqual([]);
      }),
    );
  });

  test("every open line is shown or counted", () => {
    const lines = Array.from({ length: 300 }, (_, index) =>
      sampleLine({ label: `Lead ${index}`, summary: `Lead ${index} has waited.` }),
    );
    const alert = { ...sampleAlerts.opened, open: 305, more: 5, sections: [{ ownerName: "Ana", lines }] };
    const { blocks } = renderAlertForSlack(alert, null);
    const shown = blocks
      .flatMap((block) => (block.type === "rich_text" ? block.elements : []))
      .filter((element) => JSON.stringify(element).includes("/501"));
    expect(shown.length).toBeGreaterThan(0);
    expect(JSON.stringify(blocks)).toContain(`and ${305 - shown.length} more`);
  });

  test("the button is there only while nobody has taken the alert", () => {
    const offers = (alert: AlertMessage) =>
      JSON.stringify(renderAlertForSlack(alert, { value: "signed" })).includes("acknowledge-alert");
    expect(offers(sampleAlerts.opened)).toBe(true);
    expect(offers(sampleAlerts.acknowledged)).toBe(false);
    expect(offers(sampleAlerts.recovered)).toBe(false);
  });
});

describe("HTML", () => {
  test("text from a CRM adds no tag and no attribute to the alert's e-mail", () => {
    fc.assert(
      fc.property(message, (alert) => {
        const { subject, html } = renderAlertEmail(alert);
        expect(subject).not.toMatch(/[\r\n]/);
        expect(foreignMarkup(html)).toEqual([]);
        expect(Buffer.byteLength(html)).toBeLessThan(90_000);
      }),
    );
  });

  test("nor to the weekly report", () => {
    fc.assert(
      fc.property(hostile, hostileUrl, (text, url) => {
        const finding = { ...sampleReport.broke[0]!, label: text, summary: text, title: text, url };
        const report = {
          ...sampleReport,
          clientName: text,
          verdict: text,
          broke: [finding],
          fixed: [finding],
          decisions: [{ what: text, whyNow: text, affected: text, proposedOwner: text, by: "2026-11-25" }],
          leads: {
            ...sampleReport.leads,
            unanswered: [{ label: text, url, waitedMinutes: 3 }],
            answeredLate: [{ label: text, url, waitedMinutes: 3 }],
          },
          dashboardUrl: url,
        };
        expect(foreignMarkup(renderWeeklyEmail(report).html)).toEqual([]);
        expect(foreignMarkup(renderWeeklyPage(report).toString())).toEqual([]);
      }),
    );
  });
});

const ourTags =
  /^<\/?(?:!doctype|html|head|meta|title|style|body|div|table|tr|td|h1|h2|h3|p|a|strong|article|header|section|span|ul|ol|li|dl|dt|dd|figure|figcaption|svg|rect|path)[\s>]/i;

/** Tags, handlers and addresses in the HTML that we did not write. */
function foreignMarkup(html: string): readonly string[] {
  const tags = [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
  const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address!);
  return [
    ...tags.filter((tag) => !ourTags.test(tag)),
    ...tags.filter((tag) => /\son\w+\s*=|['"]{3}/i.test(tag.replace(/"[^"]*"/g, '""'))),
    ...addresses.filter((address) => !/^https?:\/\//i.test(address)),
  ];
}

/** Slack's limits from its reference, and the undocumented one on the whole message, that this one passes. */
function brokenLimits({ text, blocks }: SlackMessage): readonly string[] {
  const texts = valuesOf(blocks, "text");
  const tooLong = blocks.filter((block) => {
    if (block.type === "header") return block.text.text.length > 150;
    if (block.type === "section") return block.text.text.length > 3000;
    if (block.type === "context") return block.elements.length > 10;
    return (
      block.type === "actions" &&
      (block.elements.length > 25 || block.elements.some((one) => one.type === "button" && one.text.text.length > 75))
    );
  });
  return [
    ...(text.length > 4000 ? ["text"] : []),
    ...(blocks.length > 50 ? ["blocks"] : []),
    ...(texts.join("").length > 13_000 ? ["the whole message"] : []),
    ...(texts.includes("") ? ["an empty text"] : []),
    ...tooLong.map(({ type }) => type),
  ];
}

function valuesOf(value: unknown, key: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesOf(item, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === key && typeof inner === "string" ? [inner] : valuesOf(inner, key),
  );
}
