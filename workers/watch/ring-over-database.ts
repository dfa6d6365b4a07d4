import type { Kysely } from "kysely";
import type { RevwatchConfig } from "../../config/config.ts";
import type { AlarmRecord } from "../../domain/watch/alarm.ts";
import { noFacts, type ProcessFact, type WatchFacts } from "../../domain/watch/facts.ts";
import { timingOf } from "../../operations/watch/timing-of.ts";
import { gatherFacts } from "../../operations/watch/gather-facts.ts";
import { look, type Look } from "../../operations/watch/look.ts";
import type { Teller } from "../../operations/watch/tell-operators.ts";
import type { Database } from "../../storage/database.ts";
import { alarmBook } from "../../storage/watch-alarms.ts";
import { memoryBook, type MemoryBook } from "./memory-book.ts";
import { within } from "./within-limit.ts";

export interface RingOverDatabase {
  readonly holder: string;
  readonly db: Kysely<Database>;
  readonly config: () => RevwatchConfig;
  readonly teller: Teller;
  readonly now: () => Date;
  readonly patienceMs?: number;
  /** Whether this process is the one that speaks when the database cannot say who does, by what was known at its last answer. */
  readonly speaksWithoutDatabase: (lastFacts: WatchFacts, lastAt: Date) => boolean;
  /** Where alarms are kept that cannot be kept in the database. */
  readonly ownBook?: MemoryBook;
  /** Processes that do not write into the database, such as the watchdog of an embedded one. */
  readonly otherProcesses?: () => readonly ProcessFact[];
  readonly elsewhere?: () => readonly AlarmRecord[];
  readonly aheadMs?: (() => number) | undefined;
}

/** As long as the database may take for all questions of one look. */
const answerMs = 10_000;

/** One ring of the watch that rests on the database alone, and goes on without it when it is away. */
export function ringOverDatabase(options: RingOverDatabase): () => Promise<Look> {
  const { db, config, now, teller, holder, patienceMs = 0 } = options;
  const ownBook = options.ownBook ?? memoryBook();
  let lastFacts = noFacts;
  let lastAt = now();
  let awaySince: Date | null = null;

  const gather = async (at: Date): Promise<WatchFacts> => {
    const { everyMs } = timingOf(config());
    const facts = await within(answerMs, gatherFacts({ db, config: config(), now: at, everyMs, aheadMs: options.aheadMs }));
    return { ...facts, processes: [...facts.processes, ...(options.otherProcesses?.() ?? [])] };
  };
  const ring = { holder, teller, now, patienceMs };
  const elsewhere = () => options.elsewhere?.() ?? [];

  return async () => {
    const timing = timingOf(config());
    try {
      const book = alarmBook(db);
      const facts = await gather(now());
      const seen = await within(2 * answerMs + tellMs, look({ ...ring, timing, book, elsewhere, facts: async () => facts }));
      lastFacts = facts;
      lastAt = seen.at;
      awaySince = null;
      // What was told without it ends when it is back.
      if (ownBook.all().length > 0)
        await look({ ...ring, timing, book: ownBook, elsewhere, facts: async () => onlyOf(lastFacts) });
      return seen;
    } catch (error) {
      awaySince ??= now();
      const reason = `${error instanceof Error ? error.message : String(error)}`.split("\n")[0]!;
      const facts: WatchFacts = { ...onlyOf(lastFacts), database: { state: "away", since: awaySince, reason: `${reason}.` } };
      if (!options.speaksWithoutDatabase(lastFacts, lastAt)) return { at: now(), facts, untold: [] };
      return look({ ...ring, timing, book: ownBook, elsewhere, facts: async () => facts });
    }
  };
}

/** A look may tell somebody on the way, by channels with limits of their own. */
const tellMs = 60_000;

/** Nothing but what is known without asking: the names of the clients. */
function onlyOf({ clients }: WatchFacts): WatchFacts {
  return { ...noFacts, clients };
}
