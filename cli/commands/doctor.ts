import { textOf, type CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";

export const doctorCommand: CliCommand = {
  name: "doctor",
  summary: "Says what is missing for real use, and how to mend it",
  details:
    "Looks at Node, the config, the state directory, the database, Temporal with its workers and schedules, each client's HubSpot token and scopes, Slack, the mail server and the clock. It writes nothing, and sends no message.",
  options: [{ flags: "--client <id>", meaning: "only this client's portal" }],
  json: '{ schemaVersion: 1, isHealthy, lines: [{ what, state: "ok" | "warn" | "fail", why, fix }] }',
  exits: [exitCodes.found],

  async run(context, options) {
    const { makeDoctor } = await import("../../operations/doctor.ts");
    const { makeProbes } = await import("../doctor/make-probes.ts");
    const clientId = textOf(options, "client");
    const closers: (() => Promise<void>)[] = [];
    try {
      const doctor = makeDoctor((config) => makeProbes(context, config, (close) => void closers.push(close)));
      const world = { env: context.env, nodeVersion: process.version, now: () => new Date() };
      const report = await doctor.run(world, { directory: context.directory, ...(clientId === undefined ? {} : { clientId }) });
      if (context.isJson) context.print(JSON.stringify(report, null, 2));
      else context.print((await import("../print/doctor.ts")).sayDoctor(report));
      return report.isHealthy ? exitCodes.ok : exitCodes.found;
    } finally {
      for (const close of closers.reverse()) await close();
    }
  },
};
