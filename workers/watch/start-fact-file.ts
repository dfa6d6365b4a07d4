import type { Logger } from "pino";
import type { RevwatchConfig } from "../../config/config.ts";
import { noFacts, type WatchFacts } from "../../domain/watch/facts.ts";
import { gatherFacts } from "../../operations/watch/gather-facts.ts";
import type { Look } from "../../operations/watch/look.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { alarmBook } from "../../storage/watch-alarms.ts";
import { version } from "../version.ts";
import { writeFactFile, type FactFile } from "./fact-file.ts";
import { timingOf } from "../../operations/watch/timing-of.ts";
import { startLoop, type Loop } from "./start-loop.ts";
import { realTimers, type Timers } from "./timers.ts";
import { within } from "./within-limit.ts";

export interface FactFileOptions {
  readonly stateDirectory: string;
  readonly db: StoreHandle;
  readonly config: () => RevwatchConfig;
  readonly livez: string | null;
  /** What ring one saw last; while that is new, nothing is asked a second time. */
  readonly lastLook?: () => Look | null;
  readonly logger: Pick<Logger, "warn">;
  readonly timers?: Timers;
  readonly aheadMs?: (() => number) | undefined;
}

const answerMs = 10_000;

/**
 * Writes down each minute what the watchdog cannot ask an embedded database. It asks for itself and not ring one, so
 * that a ring that hangs shows.
 */
export function startFactFile(options: FactFileOptions): Loop {
  const { stateDirectory, db, config, livez, logger, timers = realTimers } = options;
  let last: Pick<FactFile, "facts" | "records"> = { facts: noFacts, records: [] };
  let awaySince: Date | null = null;

  const gather = async (): Promise<Pick<FactFile, "facts" | "records">> => {
    const now = timers.now();
    const { everyMs } = timingOf(config());
    const seen = options.lastLook?.() ?? null;
    const isNew =
      seen !== null && seen.facts.database.state === "there" && now.getTime() - seen.at.getTime() <= 1.2 * everyMs;
    const facts = isNew
      ? seen.facts
      : await gatherFacts({ db, config: config(), now, everyMs, aheadMs: options.aheadMs });
    return { facts, records: await alarmBook(db).latest(now) };
  };

  const step = async (): Promise<void> => {
    try {
      last = await within(answerMs, gather());
      awaySince = null;
    } catch (error) {
      awaySince ??= timers.now();
      const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
      const database: WatchFacts["database"] = { state: "away", since: awaySince, reason };
      last = { ...last, facts: { ...last.facts, database } };
    }
    await write(null);
  };
  const write = (stoppedAt: Date | null) =>
    writeFactFile(stateDirectory, {
      schemaVersion: 1,
      writtenAt: timers.now(),
      pid: process.pid,
      version,
      livez,
      stoppedAt,
      ...last,
    });

  const loop = startLoop({
    name: "The fact file",
    everyMs: () => 2 * timingOf(config()).everyMs,
    step,
    logger,
    timers,
  });
  return {
    async stop() {
      await loop.stop();
      await write(timers.now()).catch((error: unknown) =>
        logger.warn({ err: error }, "The fact file could not be written."),
      );
    },
  };
}
