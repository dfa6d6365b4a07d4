import { Client, Connection } from "@temporalio/client";
import type { Logger } from "pino";
import type { RevwatchConfig } from "../config/config.ts";
import { keepSchedules } from "../operations/schedules/keep-schedules.ts";
import type { StoreHandle } from "../storage/database.ts";
import type { TemporalTarget } from "./temporal-address.ts";

export interface ScheduleKeeperOptions {
  readonly target: TemporalTarget;
  readonly db: StoreHandle;
  readonly config: () => RevwatchConfig;
  readonly logger: Logger;
}

export interface ScheduleKeeper {
  stop(): Promise<void>;
}

const lookEveryMs = 60_000;
const patienceMs = 30_000;

/**
 * Looks at the schedules each minute, from the process itself: what looks after schedules must not be started by one.
 * A look that fails is made again a minute later; how old the last good one is, the watch sees in the database.
 */
export function startScheduleKeeper({ target, db, config, logger }: ScheduleKeeperOptions): ScheduleKeeper {
  const connection = Connection.lazy(target.connectionOptions);
  const client = new Client({ connection, namespace: target.namespace });
  let looking = Promise.resolve();
  let hasFailed = false;

  async function look(): Promise<void> {
    try {
      const now = new Date();
      const { revived } = await client.withDeadline(now.getTime() + patienceMs, () =>
        keepSchedules({ db, config: config(), now }, client),
      );
      if (revived.length > 0) logger.warn({ revived }, "Schedules that would never have acted again were made anew.");
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) logger.warn({ err: error }, "The schedules cannot be looked at; it is tried each minute.");
      hasFailed = true;
    }
  }
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, lookEveryMs);
  timer.unref();
  looking = look();

  return {
    async stop() {
      clearInterval(timer);
      // A look that is under way fails at once then, instead of holding up the end.
      await connection.close();
      await looking;
    },
  };
}
