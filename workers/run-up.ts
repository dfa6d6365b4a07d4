import { loadProject } from "../config/load-project.ts";
import { requireClients } from "../config/require-clients.ts";
import { holdConfig } from "./config-holder.ts";
import { printSteps } from "./print-steps.ts";
import { stopOnSignals } from "./stop-on-signals.ts";
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
  let stopPrinting = () => {};
  const { promise: broken, reject: onBroken } = Promise.withResolvers<never>();
  const stopping = stopOnSignals();
  const up = await startUp({
    stateDirectory: config.stateDirectory,
    env,
    dashboard: config.dashboard,
    stepsBefore: [],
    stepsAfter: [],
    onWait: (sentence) => void process.stderr.write(`${sentence}\n`),
    onListening(address, steps) {
      process.stderr.write(`Dashboard: ${address}\n\n`);
      stopPrinting = printSteps(steps);
    },
    onBroken,
    async prepare(state) {
      const config = await holdConfig(directory, env, createLogger(join(state.path, "revwatch.log")));
      return { config, extensions: () => [] };
    },
  });
  stopPrinting();
  try {
    await Promise.race([stopping, broken]);
    process.stderr.write("\nStopping: running work may finish.\n");
  } finally {
    await up.close();
  }
}
