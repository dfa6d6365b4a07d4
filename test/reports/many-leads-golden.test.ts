import { describe, expect, test } from "vitest";
import { renderAlertEmail } from "../../reports/alert/email.ts";
import { renderAlertForSlack } from "../../reports/alert/slack.ts";
import { renderAlertForTeams } from "../../reports/alert/teams.ts";
import { messageFaults } from "../../simulators/teams/judge-card.ts";
import { manyLeads } from "./many-leads.ts";

const golden = "../golden/many-leads";
const links = {
  acknowledge: "https://revwatch.example.com/acknowledge/signed",
  unsubscribe: "https://revwatch.example.com/unsubscribe/signed",
};

describe.each([1, 5, 40, 400])("%i leads on a busy morning", (count) => {
  const message = manyLeads(count);

  test("in Slack", async () => {
    const rendered = renderAlertForSlack(message, {
      value: "signed",
      snooze: true,
      assignees: [{ id: "founder", name: "Jonas Weber" }],
      wrong: true,
    });
    await expect(`${JSON.stringify(rendered, null, 2)}\n`).toMatchFileSnapshot(`${golden}/${count}.slack.json`);
  });

  test("in Teams", async () => {
    const card = renderAlertForTeams(message, links.acknowledge);
    const body = {
      type: "message",
      attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }],
    };
    expect(messageFaults(JSON.stringify(body))).toEqual([]);
    await expect(`${JSON.stringify(card, null, 2)}\n`).toMatchFileSnapshot(`${golden}/${count}.teams.json`);
  });

  test("by e-mail", async () => {
    const { subject, html, text } = renderAlertEmail(message, links);
    await expect(html).toMatchFileSnapshot(`${golden}/${count}.html`);
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`${golden}/${count}.txt`);
  });
});

test("what is not shown is counted, and the worst is shown", () => {
  const said = JSON.stringify(renderAlertForSlack(manyLeads(400), null));
  expect(said).toContain("and 390 more");
  const counts = manyLeads(400).sections.map(({ open }) => open ?? 0);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(400);
  for (const count of counts) expect(said).toContain(` ${count}`);
});
