const quarterMs = 15 * 60_000;

/** A client's working hours, said as plainly as they can be. */
export interface PlainHours {
  readonly timeZone: string;
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  /** Minutes of the local day, each at a quarter of an hour. */
  readonly opens: number;
  readonly closes: number;
  /** Days such as "2026-12-25" on which nobody works. */
  readonly holidays: readonly string[];
}

/**
 * The client's calendar, read off the clock quarter by quarter: slow, and hard to get wrong. Offices open, and zones
 * move their clocks, at whole quarters of an hour.
 */
export class PlainTime {
  readonly #hours: PlainHours;
  readonly #format: Intl.DateTimeFormat;
  readonly #clock = new Map<number, { readonly day: string; readonly minute: number }>();

  constructor(hours: PlainHours) {
    this.#hours = hours;
    const { timeZone } = hours;
    this.#format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  }

  /** "2026-11-23" where the client is. */
  dayOf(at: number): string {
    return this.#clockAt(Math.floor(at / quarterMs)).day;
  }

  /** Minutes of working time between two instants, with what there is of the last one. */
  workedMinutes(from: number, until: number): number {
    let workedMs = 0;
    for (let quarter = Math.floor(from / quarterMs); quarter * quarterMs < until; quarter += 1) {
      const { day, minute } = this.#clockAt(quarter);
      if (!this.#worksOn(day) || minute < this.#hours.opens || minute >= this.#hours.closes) continue;
      workedMs += Math.min(until, (quarter + 1) * quarterMs) - Math.max(from, quarter * quarterMs);
    }
    return workedMs / 60_000;
  }

  /**
   * What a date of the CRM means: exactly midnight UTC is the day as written, any other instant the day where the
   * client is.
   */
  meantDay(at: number): string {
    return at % 86_400_000 === 0 ? new Date(at).toISOString().slice(0, 10) : this.dayOf(at);
  }

  #worksOn(day: string): boolean {
    return (
      this.#hours.weekdays.includes(new Date(`${day}T12:00:00Z`).getUTCDay()) && !this.#hours.holidays.includes(day)
    );
  }

  #clockAt(quarter: number): { readonly day: string; readonly minute: number } {
    let known = this.#clock.get(quarter);
    if (known === undefined) {
      const [day, time] = this.#format.format(new Date(quarter * quarterMs)).split(" ") as [string, string];
      const [hours, minutes] = time.split(":").map(Number) as [number, number];
      known = { day, minute: hours * 60 + minutes };
      this.#clock.set(quarter, known);
    }
    return known;
  }
}

export function plainDaysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
}
