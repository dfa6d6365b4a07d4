import type { CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { untilStopped } from "../until-stopped.ts";

export const workerCommand: CliCommand = {
  name: "worker",
  summary: "Runs the workers alone, beside a Temporal server and PostgreSQL of your own",
  options: [],
  json: "nothing: its progress goes to stderr",
  exits: [exitCodes.interrupted],

  async run({ directory, env }) {
    const { runWorker } = await import("../../workers/run-worker.ts");
    return untilStopped(() => runWorker({ directory, env }));
  },
};
