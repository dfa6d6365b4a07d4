import { textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";

export const doctorCommand: CliCommand = {
  name: "doctor",
  summary: "Says what is missing for real use, and the way out",
  details:
    "Asks the Revwatch that runs, with its own environment and secrets; where none runs, it looks by itself. It looks at Node, the config, the state directory and its disk, the database, Temporal with its namespace, workers and schedules, each client's HubSpot token, its scopes and every endpoint that its checks read, Slack with each channel and person that a receiver names, the mail server, the clocks, the addresses that people will see, and who can read the secrets. What could not be asked counts as unknown, never as well. It writes nothing, and sends no message.",
  options: [{ flags: "--client <id>", meaning: "only this client's portal and people" }],
  json: '{ schemaVersion: 1, isHealthy, askedBy, lines: [{ what, state: "ok" | "warn" | "fail" | "unknown", why, fix }] }',
  exits: [exitCodes.found],

  async run(context, options) {
    const { askDoctor } = await import("../doctor/ask-doctor.ts");
    const closers: (() => Promise<void>)[] = [];
    try {
      const report = await askDoctor(context, textOf(options, "client"), (close) => void closers.push(close));
      if (context.isJson) context.print(JSON.stringify(report, null, 2));
      else context.print((await import("../print/doctor.ts")).sayDoctor(report));
      return report.isHealthy ? exitCodes.ok : exitCodes.found;
    } finally {
      for (const close of closers.reverse()) await close();
    }
  },
};
