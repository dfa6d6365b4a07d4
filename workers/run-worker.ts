import { NativeConnection } from "@temporalio/worker";
import type { RevwatchConfig } from "../config/config.ts";
import { loadProject } from "../config/load-project.ts";
import { requireClients } from "../config/require-clients.ts";
import { openPostgres } from "../storage/open-database.ts";
import { composeActivityWorld } from "./compose-activities.ts";
import { holdConfig } from "./config-holder.ts";
import { databaseUrl } from "./house.ts";
import { linksOf } from "./links.ts";
import { createLogger, installTemporalRuntime } from "./logger.ts";
import type { RunOptions } from "./run-up.ts";
import { bundleWorkflows, runWorkers } from "./run-workers.ts";
import { stopOnSignals } from "./stop-on-signals.ts";
import { namedTemporal } from "./temporal-address.ts";

/** A process of its own needs a database and a Temporal server that others can reach too. */
export class NotShareable extends Error {
  override readonly name = "NotShareable";
}

/**
 * `revwatch worker`: the workers alone, beside others on the same queues, until a signal. Logs are JSON on stdout.
 *
 * @throws {NotShareable} When the database is the embedded one or no Temporal server is named.
 */
export async function runWorker({ directory, env = process.env }: RunOptions): Promise<void> {
  const config = await loadProject(directory, env);
  requireClients(config);
  const { url, target } = requireShared(config, env);
  const logger = createLogger(process.stdout);
  installTemporalRuntime(logger);

  const holder = await holdConfig(directory, env, logger);
  const database = await openPostgres(url, { tell: (sentence) => logger.info(sentence) });
  const connection = await NativeConnection.connect(target.connectionOptions as never);
  const places = { dashboard: null, temporalUi: target.uiAddress, namespace: target.namespace };
  const world = composeActivityWorld({ config: holder.current, db: database.db, links: linksOf(places, holder.current), env });
  const workers = await runWorkers({ connection, namespace: target.namespace, world, bundle: await bundleWorkflows() });
  logger.info({ address: target.connectionOptions.address, namespace: target.namespace }, "The workers run.");
  try {
    await Promise.race([stopOnSignals(), workers.finished]);
  } finally {
    await workers.stop();
    holder.stop();
    await connection.close();
    await database.close();
  }
}

/** What several processes need to work together. */
export function requireShared(config: RevwatchConfig, env: NodeJS.ProcessEnv) {
  const url = databaseUrl(config, env);
  if (url === null) {
    throw new NotShareable(
      "The embedded database belongs to one process. Set DATABASE_URL (or databaseUrl in revwatch.yaml) to a PostgreSQL database, or run `revwatch up`.",
    );
  }
  const target = namedTemporal(config, env);
  if (target === null) {
    throw new NotShareable(
      "No Temporal server is named. Set TEMPORAL_ADDRESS (or temporal.address in revwatch.yaml), or run `revwatch up`, which brings its own.",
    );
  }
  return { url, target };
}
