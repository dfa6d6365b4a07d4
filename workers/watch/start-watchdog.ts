import { hostname } from "node:os";
import type { Logger } from "pino";
import type { RevwatchConfig } from "../../config/config.ts";
import { operatorsOf } from "../../config/watch-receivers.ts";
import type { AlarmRecord } from "../../domain/watch/alarm.ts";
import { noFacts, type ProcessFact, type WatchFacts } from "../../domain/watch/facts.ts";
import type { ProcessSight } from "../../operations/watch/facts-of-sights.ts";
import { look, type Look } from "../../operations/watch/look.ts";
import type { Teller } from "../../operations/watch/tell-operators.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { putSight } from "../../storage/watch-sights.ts";
import type { Channels } from "../../connectors/channels/opened-channels.ts";
import { readFactFile, type FactFile } from "./fact-file.ts";
import { memoryBook, type MemoryBook } from "./memory-book.ts";
import { timingOf } from "../../operations/watch/timing-of.ts";
import { ringOverDatabase } from "./ring-over-database.ts";
import { startLoop } from "./start-loop.ts";
import { realTimers, type Timers } from "./timers.ts";
import { readWatchdogFile, writeWatchdogFile } from "./watchdog-file.ts";
import { within } from "./within-limit.ts";

export interface WatchdogOptions {
  readonly stateDirectory: string;
  readonly config: () => RevwatchConfig;
  readonly channels: Channels;
  /**
   * PostgreSQL, opened anew for as long as it cannot be; null: the owner of an embedded database is watched by its fact
   * file.
   */
  readonly db: (() => Promise<StoreHandle>) | null;
  readonly logger: Pick<Logger, "warn" | "info">;
  readonly url: () => string | null;
  /** Asks a page /livez; tests give their own. */
  readonly asksLivez?: (address: string) => Promise<boolean>;
  readonly timers?: Timers;
  readonly aheadMs?: (() => number) | undefined;
  readonly name?: string;
}

export interface Watchdog {
  stop(): Promise<void>;
}

/** Ring two of the watch: a process of its own, with its own channels, that needs neither Temporal nor the workers. */
export function startWatchdog(options: WatchdogOptions): Watchdog {
  const { stateDirectory, config, logger, timers = realTimers } = options;
  const now = () => timers.now();
  const name = options.name ?? `${hostname()}:${process.pid}`;
  const startedAt = now();
  const before = readWatchdogFile(stateDirectory);
  const stateOf = (stoppedAt: Date | null): ProcessFact => {
    return { role: "watchdog", name, startedAt, beatAt: now(), lookedAt: now(), stoppedAt };
  };
  const save = (records: readonly AlarmRecord[], stoppedAt: Date | null = null) =>
    writeWatchdogFile(stateDirectory, { schemaVersion: 1, process: stateOf(stoppedAt), records });
  // What it told before it was killed is in its file, so that the end of it is told all the same.
  const book = memoryBook((before?.records ?? []).map(freed), (records) => save(records));
  const teller: Teller = { ...options.channels, operators: () => operatorsOf(config()), url: options.url, now };
  const lookOnce =
    options.db === null
      ? lookAtFile(options, book, teller, name, now)
      : lookAtDatabase(options, options.db, book, teller, name, now);

  const loop = startLoop({
    name: "The watchdog",
    everyMs: () => timingOf(config()).everyMs,
    async step() {
      try {
        await lookOnce();
      } finally {
        save(book.all());
      }
    },
    logger,
    timers,
  });
  return {
    async stop() {
      await loop.stop();
      save(book.all(), now());
      if (options.db !== null) await beat(await options.db(), name, stateOf(now()));
    },
  };
}

/**
 * One watchdog at a time watches here, so whoever held this record is dead; that it held it says how far it had got.
 */
function freed(record: AlarmRecord): AlarmRecord {
  return record.holder === null ? record : { ...record, leaseUntil: null };
}

/** Ring one speaks first: what it has told by then is not told again. */
const patienceMs = (config: RevwatchConfig) => 2 * timingOf(config).everyMs;

function lookAtDatabase(
  { config, aheadMs }: WatchdogOptions,
  open: () => Promise<StoreHandle>,
  ownBook: MemoryBook,
  teller: Teller,
  name: string,
  now: () => Date,
): () => Promise<Look> {
  const startedAt = now();
  // The handle is asked for anew with each question: as long as PostgreSQL was never there, there is none.
  const lazily = async <Value>(use: (db: StoreHandle) => Promise<Value>) => use(await open());
  let ring: (() => Promise<Look>) | null = null;
  let awaySince: Date | null = null;
  return async () => {
    try {
      ring ??= await lazily(async (db) =>
        ringOverDatabase({
          holder: `watchdog:${name}`,
          db,
          config,
          teller,
          now,
          patienceMs: patienceMs(config()),
          speaksWithoutDatabase: () => true,
          ownBook,
          aheadMs,
        }),
      );
      awaySince = null;
    } catch (error) {
      awaySince ??= now();
      const reason = `${(error instanceof Error ? error.message : String(error)).split("\n")[0]}`;
      const facts: WatchFacts = { ...noFacts, database: { state: "away", since: awaySince, reason } };
      const timing = timingOf(config());
      return look({
        holder: name,
        timing,
        patienceMs: 0,
        book: ownBook,
        teller,
        elsewhere: () => [],
        facts: async () => facts,
        now,
      });
    }
    const seen = await ring();
    const process: ProcessFact = { role: "watchdog", name, startedAt, beatAt: now(), lookedAt: now(), stoppedAt: null };
    if (seen.facts.database.state === "there") await lazily((db) => beat(db, name, process));
    return seen;
  };
}

async function beat(db: StoreHandle, name: string, process: ProcessFact): Promise<void> {
  const value: ProcessSight = {
    role: "watchdog",
    name,
    startedAt: process.startedAt.toISOString(),
    lookedAt: process.lookedAt?.toISOString() ?? null,
    stoppedAt: process.stoppedAt?.toISOString() ?? null,
  };
  await within(10_000, putSight(db, { kind: "process", source: `watchdog:${name}`, at: process.beatAt, value }));
}

function lookAtFile(
  { stateDirectory, config, asksLivez = askLivez }: WatchdogOptions,
  book: MemoryBook,
  teller: Teller,
  name: string,
  now: () => Date,
): () => Promise<Look> {
  let last: FactFile | null = null;
  let deafSince: Date | null = null;
  return async () => {
    const read = readFactFile(stateDirectory);
    last = read.file ?? last;
    const livez = read.file?.stoppedAt === null ? read.file.livez : null;
    const isDeaf = livez !== null && !(await asksLivez(livez));
    deafSince = isDeaf ? (deafSince ?? now()) : null;
    const ring = {
      holder: `watchdog:${name}`,
      timing: timingOf(config()),
      patienceMs: patienceMs(config()),
      book,
      teller,
      now,
      elsewhere: () => last?.records ?? [],
    };
    return look({ ...ring, facts: async () => factsOf(read, last, deafSince, now()) });
  };
}

function factsOf(
  read: ReturnType<typeof readFactFile>,
  last: FactFile | null,
  deafSince: Date | null,
  now: Date,
): WatchFacts {
  // Nobody has run here yet: there is nothing that stopped.
  if (read.file === null && read.owner === "absent" && last === null) return noFacts;
  const unreadable =
    read.file !== null
      ? null
      : read.owner === "absent"
        ? "The facts that `revwatch up` writes are gone."
        : read.owner.unreadable;
  return {
    ...(last === null ? noFacts : asIfNow(last, now)),
    owner: { wroteAt: last?.writtenAt ?? null, unreadable, deafSince, stoppedAt: read.file?.stoppedAt ?? null },
  };
}

/** Signs of life are as old as they were when they were written down: that the file is old is a fact of its own. */
function asIfNow({ facts, writtenAt }: FactFile, now: Date): WatchFacts {
  const later = (at: Date) => new Date(at.getTime() + now.getTime() - writtenAt.getTime());
  const laterIfAny = (at: Date | null) => (at === null ? null : later(at));
  const { temporal } = facts;
  return {
    ...facts,
    processes: facts.processes.map((process) => ({
      ...process,
      beatAt: later(process.beatAt),
      lookedAt: laterIfAny(process.lookedAt),
    })),
    temporal:
      temporal === null
        ? null
        : {
            ...temporal,
            checkedAt: later(temporal.checkedAt),
            queues: temporal.queues.map(({ queue, polledAt }) => ({ queue, polledAt: laterIfAny(polledAt) })),
          },
  };
}

const livezMs = 5_000;

async function askLivez(address: string): Promise<boolean> {
  try {
    const { ok } = await fetch(address, { signal: AbortSignal.timeout(livezMs), redirect: "error" });
    return ok;
  } catch {
    return false;
  }
}
