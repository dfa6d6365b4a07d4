/**
 * The one rule of age: how long a client's last complete reading may be trusted, and when a person hears that no other
 * has come. Every page, command, report and alarm asks here.
 */
export type AgeState = "waiting" | "fresh" | "copying" | "late" | "told" | "not-checked" | "paused";

/** The distance between two readings of a cadence, on the calendar on which it runs. */
export interface Period {
  /** The instant that lies so many periods after another. Takes halves. */
  after(from: Date, times: number): Date;
}

/** An operator's decision that a cadence shall not run. */
export interface Pause {
  readonly since: Date;
  /** What the operator wrote; null when nothing. */
  readonly note: string | null;
}

/** A copy that is under way for the client, of this cadence or of one that this cadence waits for. */
export interface RunningCopy {
  /** The instant of the run that copies. */
  readonly beganAt: Date;
  /** When it last stored something. */
  readonly movedAt: Date;
}

/** What the store knows about one cadence of one client. */
export interface ReadingFacts {
  /** The instant of the last complete reading; null before the first. */
  readonly completeAt: Date | null;
  /** Since when a reading is due: first seen, upgraded, unpaused. Null: no audit has met the client yet. */
  readonly dueSince: Date | null;
  readonly pause: Pause | null;
  readonly copy: RunningCopy | null;
}

export interface Age {
  readonly state: AgeState;
  readonly completeAt: Date | null;
  /** False: no green, no score, no exit code 0. */
  readonly isChecked: boolean;
  /** True: the operator has to be told, unless that has happened. */
  readonly isDueToTell: boolean;
  /** The instants at which the state changes by time alone; null where nothing is due yet. */
  readonly lateAt: Date | null;
  readonly tellAt: Date | null;
  readonly notCheckedAt: Date | null;
  readonly pause: Pause | null;
  readonly copyingSince: Date | null;
}

const lateAfter = 1.5;
const tellAfter = 2;
const tellGraceMs = 5 * 60_000;
const notCheckedAfter = 3;
/** A page of records may wait for its turn; a copy that is silent for longer has stopped. */
export const copyMovesWithinMs = 10 * 60_000;
/** Below a minute the length of a run counts for more than the distance between two. */
const shortestPeriodMs = 60_000;

/** A cadence that runs at a fixed interval. For a time of day on a client's calendar: `domain/time/daily-period.ts`. */
export function intervalPeriod(everyMs: number): Period {
  const periodMs = Math.max(everyMs, shortestPeriodMs);
  return { after: (from, times) => new Date(from.getTime() + times * periodMs) };
}

/**
 * How old the last complete reading of one cadence is, in the words of the rule. At each limit itself the milder state
 * holds.
 *
 * A pause or a long copy keeps the operator from being told, and never makes an old reading green.
 */
export function ageOf(facts: ReadingFacts, period: Period, now: Date): Age {
  const { completeAt, dueSince, pause } = facts;
  const from = completeAt ?? dueSince;
  const about = { completeAt, pause, copyingSince: null };
  if (from === null)
    return {
      ...about,
      state: pause === null ? "waiting" : "paused",
      isChecked: false,
      isDueToTell: false,
      lateAt: null,
      tellAt: null,
      notCheckedAt: null,
    };

  const lateAt = period.after(from, lateAfter);
  const notCheckedAt = period.after(from, notCheckedAfter);
  const tellFrom = dueSince !== null && dueSince > from ? dueSince : from;
  const tellAt = new Date(period.after(tellFrom, tellAfter).getTime() + tellGraceMs);
  // A reading that lies ahead of this clock by more than a period was stamped by a wrong one, and proves nothing.
  const isAhead = from > period.after(now, 1);
  const isOver = now > notCheckedAt || isAhead;
  const limits = { ...about, lateAt, tellAt, notCheckedAt, isChecked: completeAt !== null && !isOver };

  if (pause !== null) return { ...limits, state: "paused", isDueToTell: false };
  const isLate = now > lateAt || isAhead;
  if (!isLate) return { ...limits, state: completeAt === null ? "waiting" : "fresh", isDueToTell: false };
  if (facts.copy !== null && hasGrace(facts.copy, tellAt, now))
    return { ...limits, state: "copying", isDueToTell: false, copyingSince: facts.copy.beganAt };

  const isDueToTell = now > tellAt || isAhead;
  return { ...limits, state: isOver ? "not-checked" : isDueToTell ? "told" : "late", isDueToTell };
}

/**
 * A copy that moves has its grace, unless it began only after the operator was due to be told: one after another would
 * shield a stoppage.
 */
function hasGrace({ beganAt, movedAt }: RunningCopy, tellAt: Date, now: Date): boolean {
  return beganAt <= tellAt && Math.abs(now.getTime() - movedAt.getTime()) <= copyMovesWithinMs;
}

/** The gravest first: what a client is as a whole. */
const gravity: readonly AgeState[] = ["not-checked", "told", "late", "copying", "paused", "waiting", "fresh"];

export interface ClientAge<Cadence extends string = string> {
  readonly state: AgeState;
  /** False: no green, no score, no exit code 0. */
  readonly isChecked: boolean;
  /** The cadence that the state is taken from, with its age; null for a client without any. */
  readonly worst: { readonly cadence: Cadence; readonly age: Age } | null;
  /** The last complete reading of any cadence. */
  readonly completeAt: Date | null;
  readonly cadences: ReadonlyMap<Cadence, Age>;
}

/**
 * What the cadences of one client come to. One that was only just switched on waits for its first reading and takes
 * nothing from the others; a client of which nothing was ever read is not checked.
 */
export function clientAge<Cadence extends string>(cadences: ReadonlyMap<Cadence, Age>): ClientAge<Cadence> {
  const ages = [...cadences].map(([cadence, age]) => ({ cadence, age }));
  const [worst] = ages.toSorted(
    (a, b) => gravity.indexOf(a.age.state) - gravity.indexOf(b.age.state) || readAt(a.age) - readAt(b.age),
  );
  const completeAt = ages.reduce<Date | null>(
    (newest, { age }) => (readAt(age) > (newest?.getTime() ?? 0) ? age.completeAt : newest),
    null,
  );
  return {
    state: worst?.age.state ?? "waiting",
    isChecked: completeAt !== null && ages.every(({ age }) => age.isChecked || isNew(age)),
    worst: worst ?? null,
    completeAt,
    cadences,
  };
}

/** The next instant after `now` at which time alone changes what is said of a client; null when none will. */
export function turnsAt({ cadences }: ClientAge, now: Date): Date | null {
  const ahead = [...cadences.values()]
    .flatMap(({ lateAt, tellAt, notCheckedAt }) => [lateAt, tellAt, notCheckedAt])
    .filter((at) => at !== null && at >= now);
  return ahead.reduce<Date | null>((first, at) => (first === null || at! < first ? at : first), null);
}

function isNew({ state, completeAt }: Age): boolean {
  return state === "waiting" && completeAt === null;
}

function readAt({ completeAt }: Age): number {
  return completeAt?.getTime() ?? 0;
}
