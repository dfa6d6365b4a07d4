import { Client, Connection } from "@temporalio/client";
import type { Logger } from "pino";
import type { RevwatchConfig } from "../config/config.ts";
import { loadProject } from "../config/load-project.ts";
import { requireClients } from "../config/require-clients.ts";
import { serve } from "../dashboards/serve.ts";
import type { World } from "../operations/world.ts";
import { openPostgres } from "../storage/open-database.ts";
import { closeInOrder } from "./close-in-order.ts";
import { holdConfig } from "./config-holder.ts";
import { linksOf, type Places } from "./links.ts";
import { logToStdout } from "./log-stream.ts";
import { createLogger } from "./logger.ts";
import { openDashboard } from "./open-dashboard.ts";
import type { RunOptions } from "./run-up.ts";
import { runUntilStopped, type Running } from "./run-until-stopped.ts";
import { requireShared } from "./run-worker.ts";
import { livesOn } from "./stray-faults.ts";
import type { TemporalTarget } from "./temporal-address.ts";

/**
 * `revwatch dashboard`: the pages alone, over PostgreSQL and a Temporal server that others share, until a signal.
 *
 * @throws {NotShareable} When the database is the embedded one or no Temporal server is named.
 */
export async function runDashboard({ directory, env = process.env }: RunOptions): Promise<void> {
  const config = await loadProject(directory, env);
  requireClients(config);
  const { url, target } = requireShared(config, env);
  const logger = createLogger(logToStdout());
  livesOn((error, kind) => logger.error({ err: error, kind }, "A fault that nobody caught. The process goes on."));
  await runUntilStopped(() => start({ directory, env, config, url, target, logger }));
}

interface Start {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly config: RevwatchConfig;
  readonly url: string;
  readonly target: TemporalTarget;
  readonly logger: Logger;
}

async function start({ directory, env, config, url, target, logger }: Start): Promise<Running> {
  const closers: (() => unknown)[] = [];
  const close = () =>
    closeInOrder(closers.splice(0).reverse(), (error) => logger.warn({ err: error }, "A part could not be closed."));
  try {
    const holder = await holdConfig(directory, env, logger);
    closers.push(() => holder.stop());
    const database = await openPostgres(url, { tell: (sentence) => logger.info(sentence) });
    closers.push(() => database.close());
    // Opened on first use: the pages are there while Temporal is away.
    const connection = Connection.lazy(target.connectionOptions);
    closers.push(() => connection.close());
    const temporal = new Client({ connection, namespace: target.namespace });
    const places: Places = { dashboard: null, temporalUi: target.uiAddress, namespace: target.namespace };
    const world: World = {
      config: holder.current,
      configTrouble: holder.trouble,
      db: database.db,
      links: linksOf(places, holder.current),
      temporal: () => Promise.resolve(temporal),
      now: () => new Date(),
    };
    const dashboard = await openDashboard(world, env, logger, "dashboard");
    closers.push(() => dashboard.close());
    const server = await serve({
      fetch: (request, ...rest) => dashboard.app.fetch(request, ...(rest as [object])),
      host: config.dashboard.host,
      port: config.dashboard.port,
    });
    closers.push(() => server.close());
    places.dashboard = server.address;
    process.stderr.write(`Dashboard: ${server.address}\n`);
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}
