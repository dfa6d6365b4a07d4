import { days } from "../working-hours.ts";
import type { WorkingHours } from "../working-hours.ts";

/** How many people turn up on which day, so that a whole span brings exactly as many as were asked for. */
export class Calendar {
  readonly #days: readonly number[];
  readonly #counts: ReadonlyMap<number, number>;

  constructor(
    time: WorkingHours,
    span: { readonly beginsAt: number; readonly endsAt: number },
    weights: { readonly months: readonly number[]; readonly week: readonly [workday: number, dayOff: number] },
    people: number,
  ) {
    const found: number[] = [];
    for (let { day } = time.local(span.beginsAt); time.at(day, 0) <= span.endsAt; day += days(1)) found.push(day);
    const weightOf = (day: number) =>
      weights.months[new Date(day).getUTCMonth()]! * weights.week[time.isWorkday(day) ? 0 : 1];
    const whole = found.reduce((sum, day) => sum + weightOf(day), 0);
    let passed = 0;
    this.#counts = new Map(
      found.map((day) => {
        const before = Math.round((people * passed) / whole);
        passed += weightOf(day);
        return [day, Math.round((people * passed) / whole) - before];
      }),
    );
    this.#days = found;
  }

  /** Local days, as midnights of UTC. */
  get days(): readonly number[] {
    return this.#days;
  }

  arrivalsOn(day: number): number {
    return this.#counts.get(day) ?? 0;
  }
}
