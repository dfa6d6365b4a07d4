import type { RevwatchConfig } from "../../config/config.ts";
import { alarmKey, type AlarmRecord } from "../../domain/watch/alarm.ts";
import type { AlarmBook } from "../../domain/watch/alarm-book.ts";
import { noFacts, type ProcessFact, type WatchFacts } from "../../domain/watch/facts.ts";
import { timingOf } from "../../operations/watch/timing-of.ts";
import { gatherFacts } from "../../operations/watch/gather-facts.ts";
import { look, type Look } from "../../operations/watch/look.ts";
import type { Teller } from "../../operations/watch/tell-operators.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { DiskFull } from "../../storage/embedded/refuse-when-full.ts";
import { isForWantOfRoom } from "../../storage/error-class.ts";
import { alarmBook } from "../../storage/watch-alarms.ts";
import { storeIsFull } from "../store-disk.ts";
import { memoryBook, type MemoryBook } from "./memory-book.ts";
import { within } from "./within-limit.ts";

export interface RingOverDatabase {
  readonly holder: string;
  readonly db: StoreHandle;
  readonly config: () => RevwatchConfig;
  readonly teller: Teller;
  readonly now: () => Date;
  readonly patienceMs?: number;
  /**
   * Whether this process is the one that speaks when the database cannot say who does, by what was known at its last
   * answer.
   */
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
  let trouble: { readonly kind: "away" | "full"; readonly since: Date } | null = null;

  const gather = async (at: Date): Promise<WatchFacts> => {
    const { everyMs } = timingOf(config());
    const facts = await within(
      answerMs,
      gatherFacts({ db, config: config(), now: at, everyMs, aheadMs: options.aheadMs }),
    );
    return { ...facts, processes: [...facts.processes, ...(options.otherProcesses?.() ?? [])] };
  };
  const ring = { holder, teller, now, patienceMs };
  const elsewhere = () => options.elsewhere?.() ?? [];

  return async () => {
    const timing = timingOf(config());
    const book = alarmBook(db);
    try {
      const at = now();
      const facts = await gather(at);
      [lastFacts, lastAt] = [facts, at];
      await within(answerMs, handOver(ownBook, book, now()));
      const seen = await within(
        2 * answerMs + tellMs,
        look({ ...ring, timing, book, elsewhere, facts: async () => facts }),
      );
      trouble = null;
      // What was told without it ends when it is back.
      if (ownBook.all().length > 0)
        await look({ ...ring, timing, book: ownBook, elsewhere, facts: async () => onlyOf(lastFacts) });
      return seen;
    } catch (error) {
      const kind = isForWantOfRoom(error) ? "full" : "away";
      if (trouble?.kind !== kind) trouble = { kind, since: now() };
      const ours = factsOfTrouble(trouble, error);
      const facts = { ...(kind === "full" ? lastFacts : onlyOf(lastFacts)), ...ours };
      if (!options.speaksWithoutDatabase(lastFacts, lastAt)) return { at: now(), facts, untold: [] };
      // It still reads, and what it has was told.
      const stored = kind === "full" ? await within(answerMs, book.latest(now())).catch(() => []) : [];
      const seen = await look({
        ...ring,
        timing,
        book: ownBook,
        elsewhere: () => [...elsewhere(), ...stored],
        facts: async () => ({ ...onlyOf(lastFacts), ...ours }),
      });
      return { ...seen, facts };
    }
  };
}

/** A database that has no room answers all the same, and starting it would help nobody. */
function factsOfTrouble(
  { kind, since }: { readonly kind: "away" | "full"; readonly since: Date },
  error: unknown,
): Partial<WatchFacts> {
  const reason = `${error instanceof Error ? error.message : String(error)}`.split("\n")[0]!;
  if (kind === "away") return { database: { state: "away", since, reason: `${reason}.` } };
  return { disks: [{ since, reason: error instanceof DiskFull ? error.message : storeIsFull }] };
}

/**
 * A full disk that was told while nothing could be stored is stored as told once something can: every process goes on
 * seeing it for a while, and none shall tell it again.
 */
async function handOver(ownBook: MemoryBook, book: AlarmBook, now: Date): Promise<void> {
  const told = ownBook.all().filter(({ kind, state }) => kind === "disk-full" && state === "told");
  if (told.length === 0) return;
  const stored = new Map((await book.latest(now)).map((record) => [keyOf(record), record]));
  for (const record of told) {
    const known = stored.get(keyOf(record));
    if (known !== undefined && known.toldAt !== null && known.state !== "ended") continue;
    const place =
      known === undefined || known.state === "ended"
        ? { episode: (known?.episode ?? 0) + 1, version: 0 }
        : { episode: known.episode, version: known.version };
    if ((await book.put({ ...record, ...place })) !== null)
      await ownBook.put({ ...record, state: "ended", endedAt: now });
  }
}

const keyOf = (record: AlarmRecord) => alarmKey({ ...record, clientId: record.clientId || null });

/** A look may tell somebody on the way, by channels with limits of their own. */
const tellMs = 60_000;

/** Nothing but what is known without asking: the names of the clients. */
function onlyOf({ clients }: WatchFacts): WatchFacts {
  return { ...noFacts, clients };
}
