import { expect, test } from "vitest";
import { renderAlertEmail } from "../../reports/alert/email.ts";
import { renderAlertForSlack } from "../../reports/alert/slack.ts";
import { renderAlertForTeams } from "../../reports/alert/teams.ts";
import { sampleAlerts, sampleLine } from "./sample-alerts.ts";

const message = { ...sampleAlerts.recovered, recovered: [sampleLine({ label: "\u200B", ending: "deleted" })] };

test.each([
  ["Slack", () => JSON.stringify(renderAlertForSlack(message, null))],
  ["Teams", () => JSON.stringify(renderAlertForTeams(message, null))],
  ["the e-mail", () => renderAlertEmail(message).html],
  ["its text", () => renderAlertEmail(message).text],
])("what has ended without a name is named in %s, with how it ended", (_, said) => {
  expect(said()).toContain("Unnamed record");
  expect(said()).toContain(", deleted in HubSpot");
});
