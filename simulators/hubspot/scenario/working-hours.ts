/** When a team works, in its own zone. */
export interface Hours {
  readonly timeZone: string;
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  /** Minutes after local midnight. */
  readonly opens: number;
  readonly closes: number;
  /** Local days off beside the weekend, such as "2026-12-25". */
  readonly holidays?: readonly string[];
}

interface Local {
  /** Midnight of the local day, as if it were UTC. */
  readonly day: number;
  readonly weekday: number;
  readonly minutes: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Reckons in a team's working time. Instants are epoch milliseconds. */
export class WorkingHours {
  readonly hours: Hours;
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();
  readonly #daysOff: ReadonlySet<number>;

  constructor(hours: Hours) {
    this.hours = hours;
    this.#daysOff = new Set(hours.holidays?.map((day) => Date.parse(day)));
    this.#format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: hours.timeZone,
      dateStyle: "short",
      timeStyle: "medium",
    });
  }

  local(at: number): Local {
    const shifted = at + this.#offset(at);
    const day = Math.floor(shifted / dayMs) * dayMs;
    return { day, weekday: new Date(day).getUTCDay(), minutes: (shifted - day) / minuteMs };
  }

  /** The instant of a local day and minute. */
  at(day: number, minutes: number): number {
    const wallClock = day + minutes * minuteMs;
    const guess = wallClock - this.#offset(wallClock);
    return wallClock - this.#offset(guess);
  }

  /**
   * The first instant after so many whole calendar days: for 30 on 1 November, the midnight in which 2 December begins.
   */
  startOfDayAfter(at: number, days: number): number {
    return this.at(this.local(at).day + (days + 1) * dayMs, 0);
  }

  isWorkday(day: number): boolean {
    return this.hours.weekdays.includes(new Date(day).getUTCDay()) && !this.#daysOff.has(day);
  }

  isOpen(at: number): boolean {
    const { day, minutes } = this.local(at);
    return this.isWorkday(day) && minutes >= this.hours.opens && minutes < this.hours.closes;
  }

  /** `at` itself in working hours, else the next opening. */
  nextOpen(at: number): number {
    const { day, minutes } = this.local(at);
    if (this.isWorkday(day) && minutes < this.hours.closes)
      return minutes >= this.hours.opens ? at : this.at(day, this.hours.opens);
    return this.at(this.nextWorkday(day, 1), this.hours.opens);
  }

  /** The instant after so many minutes of working time. */
  add(at: number, minutes: number): number {
    let cursor = this.nextOpen(at);
    let left = minutes * minuteMs;
    for (;;) {
      const closesAt = this.at(this.local(cursor).day, this.hours.closes);
      if (left <= closesAt - cursor) return cursor + left;
      left -= closesAt - cursor;
      cursor = this.nextOpen(closesAt);
    }
  }

  /** The local day that lies `count` workdays after `day`, or before it when `count` is negative. */
  nextWorkday(day: number, count: number): number {
    let found = day;
    for (let left = Math.abs(count); left > 0;) {
      found += Math.sign(count) * dayMs;
      if (this.isWorkday(found)) left--;
    }
    return found;
  }

  #offset(at: number): number {
    // Zones change their offset on quarter hours at the most.
    const slot = Math.floor(at / (15 * minuteMs));
    const known = this.#offsets.get(slot);
    if (known !== undefined) return known;
    const instant = slot * 15 * minuteMs;
    const offset = Date.parse(`${this.#format.format(instant).replace(" ", "T")}Z`) - instant;
    this.#offsets.set(slot, offset);
    return offset;
  }
}

export const minutes = (count: number): number => count * minuteMs;
export const hours = (count: number): number => count * 60 * minuteMs;
export const days = (count: number): number => count * dayMs;
