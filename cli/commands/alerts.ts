import { severities } from "../../domain/findings/severity.ts";
import { topics } from "../../domain/alerting/topic.ts";
import type { Inbox } from "../../operations/alerting/list-alerts.ts";
import { given, textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const alertsCommand: CliCommand = {
  name: "alerts",
  summary: "Lists the alerts of all clients that are not resolved: the inbox",
  details:
    "Unacknowledged first, the worst first. Below the list stands how many open findings are held back, and by what. It ends with 1 when an alert is unacknowledged.",
  options: [
    { flags: "--client <id>", meaning: "only this client" },
    { flags: "--receiver <id>", meaning: "only this receiver's" },
    { flags: "--topic <name>", meaning: "only this topic", choices: topics },
    { flags: "--severity <word>", meaning: "this one and everything worse", choices: severities, fallback: "low" },
    {
      flags: "--status <word>",
      meaning: "unacknowledged, acknowledged, or both",
      choices: ["open", "acknowledged", "all"],
      fallback: "all",
    },
  ],
  json: '{ schemaVersion: 1, asOf, alerts: [{ client: { id, name, timeZone }, alertId, episode, revision, receiver: { id, name }, topic, status: "open" | "acknowledged", severity, openedAt, acknowledgedBy, acknowledgedAt, open, worst: [{ findingId, label, severity, owner, summary, since }], next: { receivers, at } | null, dashboardUrl }], held: [{ clientId, stage, findings, worst }] }',
  exits: [exitCodes.found],

  async run(context, options) {
    const input = given({
      clientId: textOf(options, "client"),
      receiver: textOf(options, "receiver"),
      topic: textOf(options, "topic"),
      severity: textOf(options, "severity"),
      status: textOf(options, "status"),
    });
    const inbox = await callOperation<Inbox>(context, "listAlerts", input, { readsOnly: true });
    context.print(
      context.isJson ? JSON.stringify(inbox, null, 2) : (await import("../print/inbox.ts")).sayInbox(inbox),
    );
    return inbox.alerts.some(({ status }) => status === "open") ? exitCodes.found : exitCodes.ok;
  },
};
