import { hostname } from "node:os";
import type { Logger } from "pino";
import type { RevwatchConfig } from "../../config/config.ts";
import { readSecret } from "../../config/read-secret.ts";
import { operatorsOf } from "../../config/watch-receivers.ts";
import { sendHeartbeat } from "../../connectors/outside/heartbeat.ts";
import type { DiskReading } from "../../domain/watch/disk.ts";
import type { AlarmRecord } from "../../domain/watch/alarm.ts";
import type { ProcessFact, WatchFacts } from "../../domain/watch/facts.ts";
import { isOver, restartMs } from "../../domain/watch/lasts.ts";
import { lastHeard, living } from "../../domain/watch/processes.ts";
import {
  factsOfSights,
  type DiskSight,
  type GapSight,
  type ProcessSight,
  type TemporalSight,
} from "../../operations/watch/facts-of-sights.ts";
import type { Look } from "../../operations/watch/look.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { forgetOldSights, putSight, readSights, takeTurn, type Sight } from "../../storage/watch-sights.ts";
import { closeInOrder } from "../close-in-order.ts";
import type { Channels } from "../../connectors/channels/opened-channels.ts";
import { timingOf } from "../../operations/watch/timing-of.ts";
import { ringOverDatabase } from "./ring-over-database.ts";
import { startLoop, type Loop } from "./start-loop.ts";
import { realTimers, type Timers } from "./timers.ts";
import { within } from "./within-limit.ts";

export interface RingOneOptions {
  readonly db: StoreHandle;
  readonly config: () => RevwatchConfig;
  readonly channels: Channels;
  readonly url: () => string | null;
  readonly env: NodeJS.ProcessEnv;
  readonly logger: Pick<Logger, "warn" | "info">;
  /** What this process sees of Temporal. */
  readonly probeTemporal: () => Promise<TemporalSight>;
  readonly disk?: () => Promise<Pick<DiskReading, "state" | "sentence">>;
  /** The watchdog of an embedded database, which cannot write into it; null when none was ever there. */
  readonly watchdog?: () => { readonly process: ProcessFact; readonly records: readonly AlarmRecord[] } | null;
  readonly timers?: Timers;
  /** Tests that move the time say what the database's clock shows. */
  readonly aheadMs?: (() => number) | undefined;
  readonly name?: string;
  readonly heartbeat?: typeof sendHeartbeat;
}

export interface RingOne {
  /** What it saw last, for the fact file; null before the first look. */
  lastLook(): Look | null;
  /** Leaves word that it was stopped as an operator asks for it. */
  stop(): Promise<void>;
}

/**
 * Ring one of the watch, in every worker process: a sign of life, a look at Temporal and the disk, and the look at
 * everything, each a loop of its own so that none holds up another.
 */
export async function startRingOne(options: RingOneOptions): Promise<RingOne> {
  const { db, config, logger, timers = realTimers } = options;
  const now = () => timers.now();
  const name = options.name ?? `${hostname()}:${process.pid}`;
  const startedAt = now();
  let lastLook: Look | null = null;

  const everyMs = () => timingOf(config()).everyMs;
  let lastBeat = startedAt;
  let awakeSince: Date | null = null;

  /**
   * A process that was halted, or whose machine slept, could not look meanwhile, and its first sign of life comes
   * before its first look.
   */
  const lookedAt = (): Date | null => {
    if (isOver(lastBeat, haltedAfter * everyMs(), now())) awakeSince = now();
    lastBeat = now();
    if (lastLook === null || awakeSince === null) return lastLook?.at ?? awakeSince;
    return lastLook.at > awakeSince ? lastLook.at : awakeSince;
  };
  const beat = (stoppedAt: Date | null): Promise<void> => {
    const value: ProcessSight = {
      role: "worker",
      name,
      startedAt: startedAt.toISOString(),
      lookedAt: lookedAt()?.toISOString() ?? null,
      stoppedAt: stoppedAt?.toISOString() ?? null,
    };
    return see("process", value);
  };
  const see = (kind: Sight["kind"], value: unknown): Promise<void> =>
    within(sightMs, putSight(db, { kind, source: `worker:${name}`, at: now(), value }));

  await noteGap(options, now()).catch((error: unknown) =>
    logger.warn({ err: error }, "The watch cannot tell how long it was away."),
  );
  const lookOnce = ringOverDatabase({
    holder: name,
    db,
    config,
    now,
    teller: { ...options.channels, operators: () => operatorsOf(config()), url: options.url, now },
    speaksWithoutDatabase: (facts, at) => speaks(facts, name, config(), at),
    otherProcesses: () => [options.watchdog?.()?.process].filter((process) => process !== undefined),
    elsewhere: () => options.watchdog?.()?.records ?? [],
    aheadMs: options.aheadMs,
  });

  const disk = makeDiskSight(options, now);
  const loop = (what: string, step: () => Promise<void>): Loop =>
    startLoop({ name: `The watch's ${what}`, everyMs, step, logger, timers });
  const loops = [
    loop("sign of life", () => beat(null)),
    loop("look at Temporal", async () => see("temporal", await options.probeTemporal())),
    loop("look at the disk", async () => see("disk", await disk())),
    loop("look", async () => {
      lastLook = await lookOnce();
      await tellOutside(options, lastLook, now());
    }),
  ];
  return {
    lastLook: () => lastLook,
    async stop() {
      await Promise.all(loops.map((one) => one.stop()));
      await closeInOrder([() => beat(now())]);
    },
  };
}

const sightMs = 10_000;
/** So many times as late as due, a sign of life was held up by more than a slow database. */
const haltedAfter = 1.5;

/** A time without any worker is no time in which an audit was late, and is remembered as such. */
async function noteGap({ db, config }: RingOneOptions, now: Date): Promise<void> {
  const timing = timingOf(config());
  const { sights } = await readSights(db);
  const { processes } = factsOfSights(sights, now, timing.everyMs);
  const last = lastHeard({ processes } as WatchFacts, "worker");
  await forgetOldSights(db, now);
  if (last === null || now.getTime() - last.beatAt.getTime() <= restartMs(timing)) return;
  const value: GapSight = { from: last.beatAt.toISOString(), to: now.toISOString() };
  await putSight(db, { kind: "gap", source: value.from, at: now, value });
}

/** Without the database nobody can agree who speaks: the watchdog does, else the worker whose name comes first. */
function speaks(facts: WatchFacts, name: string, config: RevwatchConfig, at: Date): boolean {
  if (living(facts, "watchdog", at, timingOf(config)).length > 0) return false;
  const names = facts.processes
    .filter(({ role, stoppedAt }) => role === "worker" && stoppedAt === null)
    .map((worker) => worker.name);
  return names.every((other) => name <= other);
}

function makeDiskSight({ disk }: RingOneOptions, now: () => Date): () => Promise<DiskSight> {
  let since: Date | null = null;
  return async () => {
    const reading = await disk?.();
    if (reading?.state !== "full") return (since = null);
    since ??= now();
    return { since: since.toISOString(), reason: reading.sentence ?? "" };
  };
}

/** Ring three: an outside service hears from us only while everything happens that must. */
async function tellOutside(options: RingOneOptions, { facts, untold }: Look, now: Date): Promise<void> {
  const { config, env, db, heartbeat = sendHeartbeat } = options;
  const { watch } = config();
  if (watch.heartbeat === null || facts.database.state === "away" || untold.length > 0) return;
  const timing = timingOf(config());
  const watchdog = lastHeard(facts, "watchdog");
  const isWatchdogMissed =
    watchdog !== null && watchdog.stoppedAt === null && living(facts, "watchdog", now, timing).length === 0;
  if (isWatchdogMissed) return;
  if (!(await takeTurn(db, "outside", now, watch.heartbeatEverySeconds * 1_000))) return;
  await heartbeat({ url: readSecret(watch.heartbeat, env), allowPrivate: watch.heartbeatAllowPrivate });
}
