import { Client, Connection } from "@temporalio/client";
import type { Logger } from "pino";
import type { RevwatchConfig } from "../../config/config.ts";
import { openPostgres } from "../../storage/open-database.ts";
import { closeInOrder } from "../close-in-order.ts";
import { openChannels } from "../open-channels.ts";
import type { TemporalTarget } from "../temporal-address.ts";
import { readStoreDisk } from "../store-disk.ts";
import { makeTemporalProbe } from "./probe-temporal.ts";
import { startRingOne } from "./start-ring-one.ts";

export interface WatchWorkersOptions {
  readonly config: () => RevwatchConfig;
  readonly target: TemporalTarget;
  /** Of PostgreSQL. */
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logger: Logger;
}

/** Ring one in a worker process. Its one connection is its own, so that a busy pool is no database that is away. */
export async function watchWorkers({
  config,
  target,
  url,
  env,
  logger,
}: WatchWorkersOptions): Promise<() => Promise<void>> {
  const database = await openPostgres(url, { connections: 2 });
  const connection = Connection.lazy(target.connectionOptions);
  const client = new Client({ connection, namespace: target.namespace });
  const ringOne = await startRingOne({
    db: database.db,
    config,
    channels: openChannels(config, env),
    url: () => config().dashboard.publicAddress,
    env,
    logger,
    disk: readStoreDisk,
    probeTemporal: makeTemporalProbe(client, () => new Date()),
  });
  return () => closeInOrder([() => ringOne.stop(), () => connection.close(), () => database.close()]);
}
