import { Client, Connection } from "@temporalio/client";
import { loadProject } from "../config/load-project.ts";
import { requireClients } from "../config/require-clients.ts";
import { serve } from "../dashboards/serve.ts";
import type { World } from "../operations/world.ts";
import { openPostgres } from "../storage/open-database.ts";
import { holdConfig } from "./config-holder.ts";
import { linksOf, type Places } from "./links.ts";
import { createLogger } from "./logger.ts";
import { openDashboard } from "./open-dashboard.ts";
import type { RunOptions } from "./run-up.ts";
import { requireShared } from "./run-worker.ts";
import { stopOnSignals } from "./stop-on-signals.ts";

/**
 * `revwatch dashboard`: the pages alone, over PostgreSQL and a Temporal server that others share, until a signal.
 *
 * @throws {NotShareable} When the database is the embedded one or no Temporal server is named.
 */
export async function runDashboard({ directory, env = process.env }: RunOptions): Promise<void> {
  const config = await loadProject(directory, env);
  requireClients(config);
  const { url, target } = requireShared(config, env);
  const logger = createLogger(process.stdout);
  const holder = await holdConfig(directory, env, logger);
  const database = await openPostgres(url, { tell: (sentence) => logger.info(sentence) });
  const connection = await Connection.connect(target.connectionOptions);
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

  const app = await openDashboard(world, env, logger);
  const server = await serve({
    fetch: (request, ...rest) => app.fetch(request, ...(rest as [object])),
    host: config.dashboard.host,
    port: config.dashboard.port,
  });
  places.dashboard = server.address;
  process.stderr.write(`Dashboard: ${server.address}\n`);
  try {
    await stopOnSignals();
  } finally {
    await server.close();
    holder.stop();
    await connection.close();
    await database.close();
  }
}
