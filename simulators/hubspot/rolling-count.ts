/** Counts what happened within the last stretch of time. Costs the same however much that was. */
export class RollingCount {
  readonly #windowMs: number;
  #times: number[] = [];
  #first = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(at: number): void {
    this.#times.push(at);
  }

  countAt(now: number): number {
    while (this.#first < this.#times.length && this.#times[this.#first]! <= now - this.#windowMs) this.#first++;
    if (this.#first > 1024 && this.#first * 2 > this.#times.length) {
      this.#times = this.#times.slice(this.#first);
      this.#first = 0;
    }
    return this.#times.length - this.#first;
  }
}
