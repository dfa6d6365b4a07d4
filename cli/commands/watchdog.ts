import type { CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { untilStopped } from "../until-stopped.ts";

export const watchdogCommand: CliCommand = {
  name: "watchdog",
  summary: "Watches Revwatch from outside, and tells the operator by Slack or e-mail when audits stop",
  details:
    "`revwatch up` starts one of its own. On a server, run it as a unit of its own, so that it lives when everything else has ended.",
  options: [],
  json: "nothing: its log goes to stdout",
  exits: [exitCodes.interrupted],

  async run({ directory, env }) {
    const { runWatchdog } = await import("../../workers/run-watchdog.ts");
    return untilStopped(() => runWatchdog({ directory, env }));
  },
};
