import { expect, test } from "vitest";
import type { RestoredSummary } from "../../domain/alerting/restored-summary.ts";
import { renderRestoredEmail } from "../../reports/restored/email.ts";
import { renderRestoredForSlack } from "../../reports/restored/slack.ts";

const page = (path: string) => `https://revwatch.example.com${path}`;
const summary: RestoredSummary = {
  from: new Date("2026-11-28T02:00:00Z"),
  until: new Date("2026-11-30T08:12:00Z"),
  timeZone: "Europe/Berlin",
  clients: [
    { name: "Harbour & Hale", openFindings: 0, unacknowledged: 0, url: page("/clients/harbour") },
    { name: "Northwind Robotics", openFindings: 3, unacknowledged: 2, url: page("/clients/northwind") },
    { name: "<!channel> *Meridian*\nFreight", openFindings: 1, unacknowledged: 0, url: "javascript:alert(1)" },
  ],
  reports: [{ clientName: "Northwind Robotics", period: "2026-W48", url: page("/clients/northwind/reports/2026-W48") }],
};

test("the summary after a restore, as Slack and a mailbox show it", async () => {
  const slack = renderRestoredForSlack(summary);
  await expect(`${JSON.stringify(slack, null, 2)}\n`).toMatchFileSnapshot("../golden/restored/summary.slack.json");
  const { subject, html, text } = renderRestoredEmail(summary);
  expect(subject).toBe("Revwatch was restored from a backup: 4 open findings");
  await expect(html).toMatchFileSnapshot("../golden/restored/summary.html");
  await expect(text).toMatchFileSnapshot("../golden/restored/summary.txt");
  expect(JSON.stringify(slack) + html + text).not.toContain("javascript:");
});

test("fifty clients stay within what Slack takes, those with something open first", () => {
  const clients = Array.from({ length: 50 }, (_, n) => ({
    name: `Client ${n}`,
    openFindings: n,
    unacknowledged: 0,
    url: null,
  }));
  const { blocks } = renderRestoredForSlack({ ...summary, clients, reports: [] });
  const shown = JSON.stringify(blocks);
  expect(shown).toContain("Client 49");
  expect(shown).toContain("and 30 more clients");
  expect(shown).not.toContain('Client 7"');
});
