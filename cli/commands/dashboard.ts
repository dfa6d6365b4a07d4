import type { CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { untilStopped } from "../until-stopped.ts";

export const dashboardCommand: CliCommand = {
  name: "dashboard",
  summary: "Runs the dashboard alone, beside PostgreSQL of your own",
  options: [],
  json: "nothing: its progress goes to stderr",
  exits: [exitCodes.interrupted],

  async run({ directory, env }) {
    const { runDashboard } = await import("../../workers/run-dashboard.ts");
    return untilStopped(() => runDashboard({ directory, env }));
  },
};
