import type { PurgeResult } from "../../operations/purge-client.ts";
import type { CliCommand } from "../command.ts";
import { isConfirmed } from "../confirm.ts";
import { exitCodes } from "../exit-codes.ts";
import { withReach } from "../reach.ts";

export const purgeCommand: CliCommand = {
  name: "purge",
  arguments: [["<client>", "a client that has left the config"]],
  summary: "Removes everything that is kept of a client that has left",
  details:
    "Its schedules, its running workflows and all of its rows in the database: records, findings, alerts, messages, reports. Shows how much that is and asks; without a terminal it needs --yes. It cannot be undone. What was sent to Slack and by e-mail stays there.",
  options: [{ flags: "-y, --yes", meaning: "do it without asking" }],
  json: "{ schemaVersion: 1, clientId, isPurged, schedules: [id], workflows: [id], rows: { table: count } }; not purged without confirmation",
  exits: [exitCodes.needsConfirmation],

  async run(context, options, [clientId]) {
    const { sayPurge } = await import("../print/purge.ts");
    return withReach(context, {}, async (reach) => {
      const plan = await reach.call<PurgeResult>("purgeClient", { clientId, confirmed: false });
      if (options["yes"] !== true && !context.isJson) context.say(sayPurge(plan));
      if (options["yes"] !== true && !(await isConfirmed(context, `Remove all of this for ever? [y/N] `))) {
        if (context.isJson) context.print(JSON.stringify(plan, null, 2));
        else context.say("Nothing was removed. Run it with --yes to go on.");
        return exitCodes.needsConfirmation;
      }
      const purged = await reach.call<PurgeResult>("purgeClient", { clientId, confirmed: true });
      context.print(context.isJson ? JSON.stringify(purged, null, 2) : sayPurge(purged));
      return exitCodes.ok;
    });
  },
};
