import { expect, test } from "vitest";
import type { AlertMessage } from "../../domain/alerting/alert.ts";
import { renderAlertEmail } from "../../reports/alert/email.ts";
import { renderAlertForSlack, renderAlertReplyForSlack } from "../../reports/alert/slack.ts";
import { sampleAlerts } from "./sample-alerts.ts";

const golden = "../golden/alert";

for (const [name, message] of Object.entries(sampleAlerts)) {
  test(`${name}: Slack message`, async () => {
    const rendered = renderAlertForSlack(message, { value: "signed-value" });
    await expect(`${JSON.stringify(rendered, null, 2)}\n`).toMatchFileSnapshot(`${golden}/${name}.slack.json`);
  });

  test(`${name}: e-mail`, async () => {
    const { subject, html, text } = renderAlertEmail(message);
    await expect(html).toMatchFileSnapshot(`${golden}/${name}.html`);
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`${golden}/${name}.txt`);
  });
}

for (const name of ["changed", "worsened", "handed-over", "recovered"] as const) {
  test(`${name}: reply in the thread`, async () => {
    const rendered = renderAlertReplyForSlack(sampleAlerts[name]);
    await expect(`${JSON.stringify(rendered, null, 2)}\n`).toMatchFileSnapshot(`${golden}/${name}.slack-reply.json`);
  });
}

test("no subject has two colons, whatever happened", () => {
  const { opened } = sampleAlerts;
  const reminder: AlertMessage = { ...opened, occasion: "reminder", reason: "reminder" };
  const subjects = [...Object.values(sampleAlerts), reminder].map((message) => renderAlertEmail(message).subject);
  expect(subjects.filter((subject) => subject.split(": ").length > 2)).toEqual([]);
});
