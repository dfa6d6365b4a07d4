import type { Logger } from "pino";
import type { RevwatchConfig } from "../config/config.ts";
import { readDatabaseUrl } from "../config/database-url.ts";
import { loadProject } from "../config/load-project.ts";
import { requireClients } from "../config/require-clients.ts";
import { openPostgres } from "../storage/open-database.ts";
import { closeInOrder } from "./close-in-order.ts";
import { composeActivityWorld } from "./compose-activities.ts";
import { holdConfig } from "./config-holder.ts";
import { keepWorkers } from "./keep-workers.ts";
import { linksOf } from "./links.ts";
import { logToStdout } from "./log-stream.ts";
import { createLogger, installTemporalRuntime } from "./logger.ts";
import type { RunOptions } from "./run-up.ts";
import { quietenBeforeStart } from "./quieten-before-start.ts";
import { runUntilStopped, type Running } from "./run-until-stopped.ts";
import { workflowBundle } from "./workflow-bundle.ts";
import { livesOn } from "./stray-faults.ts";
import { serveHealth } from "./serve-health.ts";
import { startScheduleKeeper } from "./schedule-keeper.ts";
import { watchWorkers } from "./watch/watch-workers.ts";
import { namedTemporal, type TemporalTarget } from "./temporal-address.ts";

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
  const logger = createLogger(logToStdout());
  livesOn((error, kind) => logger.error({ err: error, kind }, "A fault that nobody caught. The process goes on."));
  installTemporalRuntime(logger);
  await runUntilStopped(() => start({ directory, env, url, target, logger }));
}

interface Start {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly url: string;
  readonly target: TemporalTarget;
  readonly logger: Logger;
}

async function start({ directory, env, url, target, logger }: Start): Promise<Running> {
  const closers: (() => unknown)[] = [];
  const close = () =>
    closeInOrder(closers.splice(0).reverse(), (error) => logger.warn({ err: error }, "A part could not be closed."));
  try {
    const holder = await holdConfig(directory, env, logger);
    closers.push(() => holder.stop());
    const database = await openPostgres(url, { tell: (sentence) => logger.info(sentence) });
    closers.push(() => database.close());
    const places = { dashboard: null, temporalUi: target.uiAddress, namespace: target.namespace };
    const world = composeActivityWorld({
      config: holder.current,
      db: database.db,
      links: linksOf(places, holder.current),
      env,
    });
    await quietenBeforeStart(world, logger);
    const workers = await keepWorkers({ target, world, bundle: await workflowBundle(env), logger });
    closers.push(() => workers.stop());
    closers.push(await watchWorkers({ config: holder.current, target, url, env, logger }));
    const keeper = startScheduleKeeper({ target, db: database.db, config: holder.current, logger });
    closers.push(() => keeper.stop());
    const health = await serveHealth({ config: holder.current, db: database.db, now: () => new Date() }, env);
    if (health !== null) {
      closers.push(() => health.close());
      logger.info({ address: health.address }, "Probers are answered here.");
    }
    logger.info({ address: target.connectionOptions.address, namespace: target.namespace }, "The workers run.");
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What several processes need to work together. */
export function requireShared(config: RevwatchConfig, env: NodeJS.ProcessEnv) {
  const url = readDatabaseUrl(config, env);
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
