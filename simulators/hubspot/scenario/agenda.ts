/** Something that is going to happen. */
interface Appointment {
  readonly at: number;
  /** Breaks ties, so that what was planned first happens first. */
  readonly order: number;
  readonly act: () => void;
}

/** All that lies ahead, handed out in the order of time. Acts may plan others. */
export class Agenda {
  /** A binary heap: each entry comes before the two at twice its place. */
  readonly #heap: Appointment[] = [];
  #planned = 0;

  get size(): number {
    return this.#heap.length;
  }

  plan(at: number, act: () => void): void {
    if (!Number.isFinite(at)) throw new Error(`An appointment needs an instant, not ${at}.`);
    const appointment = { at, order: this.#planned++, act };
    let place = this.#heap.length;
    this.#heap.push(appointment);
    while (place > 0) {
      const above = (place - 1) >> 1;
      if (!comesBefore(appointment, this.#heap[above]!)) break;
      this.#heap[place] = this.#heap[above]!;
      place = above;
    }
    this.#heap[place] = appointment;
  }

  /** Takes out what comes next; undefined when nothing is left up to `until`. */
  next(until: number): Appointment | undefined {
    const [first] = this.#heap;
    if (first === undefined || first.at > until) return undefined;
    const last = this.#heap.pop()!;
    if (this.#heap.length > 0) this.#sink(last);
    return first;
  }

  /** Puts an entry at the top and lets it down to where it belongs. */
  #sink(appointment: Appointment): void {
    let place = 0;
    for (;;) {
      let below = place * 2 + 1;
      if (below >= this.#heap.length) break;
      if (below + 1 < this.#heap.length && comesBefore(this.#heap[below + 1]!, this.#heap[below]!)) below++;
      if (!comesBefore(this.#heap[below]!, appointment)) break;
      this.#heap[place] = this.#heap[below]!;
      place = below;
    }
    this.#heap[place] = appointment;
  }
}

const comesBefore = (one: Appointment, other: Appointment): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
