import type { CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { untilStopped } from "../until-stopped.ts";

export const upCommand: CliCommand = {
  name: "up",
  summary: "Runs everything in one process: Temporal server where none is named, database, workers, dashboard",
  details: "It runs until Ctrl-C, which lets running work finish. It applies no schedules: `revwatch apply` does.",
  options: [],
  json: "nothing: its progress goes to stderr",
  exits: [exitCodes.interrupted],

  async run({ directory, env }) {
    const { runUp } = await import("../../workers/run-up.ts");
    return untilStopped(() => runUp({ directory, env }));
  },
};
