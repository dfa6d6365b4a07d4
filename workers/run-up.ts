import type { RevwatchConfig } from "../config/config.ts";
import { loadProject } from "../config/load-project.ts";
import { requireClients } from "../config/require-clients.ts";
import { holdConfig } from "./config-holder.ts";
import { logToFile } from "./log-stream.ts";
import { printSteps } from "./print-steps.ts";
import { runUntilStopped, type Running } from "./run-until-stopped.ts";
import { startUp } from "./up.ts";
import { createLogger } from "./logger.ts";
import { join } from "node:path";

export interface RunOptions {
  /** The folder of revwatch.yaml. */
  readonly directory: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * `revwatch up`: Temporal server where none is named, database, workers and dashboard in one process, until a signal.
 *
 * @throws {ConfigFaults} Before anything is started.
 */
export async function runUp({ directory, env = process.env }: RunOptions): Promise<void> {
  const config = await loadProject(directory, env);
  requireClients(config);
  await runUntilStopped((signal) => start({ directory, env }, config, signal));
}

async function start(
  { directory, env }: Required<RunOptions>,
  config: RevwatchConfig,
  signal: AbortSignal,
): Promise<Running> {
  let stopPrinting = () => {};
  try {
    return await startUp({
      stateDirectory: config.stateDirectory,
      env,
      dashboard: config.dashboard,
      stepsBefore: [],
      stepsAfter: [],
      signal,
      onWait: (sentence) => void process.stderr.write(`${sentence}\n`),
      onListening(address, steps) {
        process.stderr.write(`Dashboard: ${address}\n\n`);
        stopPrinting = printSteps(steps);
      },
      async prepare(state) {
        const config = await holdConfig(directory, env, createLogger(logToFile(join(state.path, "revwatch.log"))));
        return { config, extensions: () => [] };
      },
    });
  } finally {
    stopPrinting();
  }
}
