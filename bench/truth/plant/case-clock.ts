import type { WorkingHours } from "../../../simulators/hubspot/scenario/working-hours.ts";
import { readInstant, type Step } from "../instant.ts";

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const unitMs = { d: dayMs, h: 60 * minuteMs, m: minuteMs } as const;

/** Turns a label's instants into epoch milliseconds, against one audit and one team's working hours. */
export class CaseClock {
  readonly asOf: number;
  readonly #time: WorkingHours;

  constructor(time: WorkingHours, asOf: number) {
    this.#time = time;
    this.asOf = asOf;
  }

  /** @param born - When the group's first record is born, for what is told from there. */
  at(text: string, born: number = Number.NaN): number {
    const { from, steps } = readInstant(text);
    const start =
      from.kind === "audit"
        ? this.asOf
        : from.kind === "born"
          ? born
          : this.#onDay(from as Extract<typeof from, { days: number }>);
    const end = steps.reduce((at, step) => this.#step(at, step), start);
    if (Number.isNaN(end)) throw new Error(`"${text}" is no instant here.`);
    return end;
  }

  /** The local date of an instant, such as "2026-11-25". */
  dayOf(at: number): string {
    return new Date(this.#time.local(at).day).toISOString().slice(0, 10);
  }

  #onDay({
    kind,
    days,
    time,
  }: {
    kind: "audit" | "born" | "day" | "workday";
    days: number;
    time: "opens" | number;
  }): number {
    const today = this.#time.local(this.asOf).day;
    const day = kind === "day" || days === 0 ? today + days * dayMs : this.#time.nextWorkday(today, days);
    return this.#time.at(day, time === "opens" ? this.#time.hours.opens : time);
  }

  #step(at: number, { count, unit }: Step): number {
    if (unit !== "wm" && unit !== "wh") return at + count * unitMs[unit];
    const minutes = count * (unit === "wh" ? 60 : 1);
    return minutes >= 0 ? this.#time.add(at, minutes) : this.#back(at, -minutes);
  }

  /** The instant so many working minutes before one. */
  #back(at: number, minutes: number): number {
    const { opens, closes } = this.#time.hours;
    let left = minutes * minuteMs;
    let { day } = this.#time.local(at);
    let until = at;
    for (;;) {
      const [opensAt, closesAt] = [this.#time.at(day, opens), this.#time.at(day, closes)];
      const open = this.#time.isWorkday(day) ? Math.max(0, Math.min(until, closesAt) - opensAt) : 0;
      if (left <= open) return Math.min(until, closesAt) - left;
      left -= open;
      until = opensAt;
      day -= dayMs;
    }
  }
}
