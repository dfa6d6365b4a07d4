import type { AcknowledgeResult } from "../../operations/acknowledge-alert.ts";
import type { Inbox } from "../../operations/alerting/list-alerts.ts";
import { textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { withReach } from "../reach.ts";

export const ackCommand: CliCommand = {
  name: "ack",
  arguments: [["<alert>", "the alert's id, as `alerts` prints it"]],
  summary: "Acknowledges an alert: reminders and escalation stop for what it lists now",
  details:
    "What comes later or gets worse escalates on its own. An acknowledgement runs out in business time, by severity: then the person who gave it is asked first, and escalation continues.",
  options: [
    { flags: "--client <id>", meaning: "whose alert it is", isRequired: true },
    { flags: "--by <name>", meaning: "who handles it", isRequired: true },
  ],
  json: "{ ok: true, uncovered } or { ok: false, reason }; `uncovered`: findings that came after what was listed",
  exits: [exitCodes.usage],

  async run(context, options, [alertId]) {
    const [clientId, by] = [textOf(options, "client"), textOf(options, "by")];
    const result = await withReach(context, { clientId }, async (reach): Promise<AcknowledgeResult> => {
      const { alerts } = await reach.call<Inbox>("listAlerts", { clientId });
      const alert = alerts.find((one) => one.alertId === alertId);
      if (alert === undefined) return { ok: false, reason: "There is no such alert. `revwatch alerts` lists them." };
      const { episode, revision } = alert;
      return reach.call<AcknowledgeResult>("acknowledgeAlert", {
        clientId,
        alertId,
        episode,
        revision,
        by,
        via: "cli",
      });
    });
    if (context.isJson) context.print(JSON.stringify(result));
    else if (result.ok) context.print(`Acknowledged. Handled by ${by}.`);
    else context.say(result.reason);
    return result.ok ? exitCodes.ok : exitCodes.usage;
  },
};
