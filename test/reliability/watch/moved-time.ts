import type { Timers } from "../../../workers/watch/timers.ts";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
  readonly owner: MovedTimers;
}

/** A clock that jumps to the next instant at which anything is to happen, as soon as everybody sleeps. */
export class MovedTime {
  #now: number;
  #awake = 0;
  #sleepers: Sleeper[] = [];
  #onAllAsleep: (() => void) | null = null;

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** The clock of one process, which can be killed: its loops then never come back, and say nothing of it. */
  forProcess(): MovedTimers {
    return new MovedTimers(this);
  }

  /** So many loops begin now, each awake. */
  join(loops: number): void {
    this.#awake += loops;
  }

  leave(loops: number): void {
    this.#awake -= loops;
    if (this.#awake === 0) this.#onAllAsleep?.();
  }

  sleep(ms: number, signal: AbortSignal, owner: MovedTimers): Promise<void> {
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        at: this.#now + ms,
        owner,
        wake: () => {
          this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
          this.#awake += 1;
          resolve();
        },
      };
      // A loop that is stopped ends by itself and does not sleep again.
      signal.addEventListener("abort", () => {
        if (!this.#sleepers.includes(sleeper)) return;
        this.#sleepers = this.#sleepers.filter((one) => one !== sleeper);
        resolve();
      });
      this.#sleepers.push(sleeper);
      this.leave(1);
    });
  }

  kill(owner: MovedTimers): void {
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.owner !== owner);
  }

  /** The clock goes on while every process is halted, as by SIGSTOP or on a machine that sleeps. */
  halt(ms: number): void {
    this.#now += ms;
  }

  /** Lives until the instant. */
  async liveUntil(until: Date): Promise<void> {
    for (;;) {
      await this.#everybodySleeps();
      const next = this.#sleepers.reduce<Sleeper | null>(
        (first, one) => (first === null || one.at < first.at ? one : first),
        null,
      );
      if (next === null || next.at > until.getTime()) break;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
    this.#now = until.getTime();
  }

  async #everybodySleeps(): Promise<void> {
    if (this.#awake === 0) return;
    await new Promise<void>((resolve) => (this.#onAllAsleep = resolve));
    this.#onAllAsleep = null;
  }
}

/** The clock as one process has it. */
export class MovedTimers implements Timers {
  readonly #time: MovedTime;
  #isDead = false;

  constructor(time: MovedTime) {
    this.#time = time;
  }

  now(): Date {
    return this.#time.now();
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return this.#time.leave(1);
    if (this.#isDead) {
      this.#time.leave(1);
      return new Promise(() => undefined);
    }
    return this.#time.sleep(ms, signal, this);
  }

  /** As by `kill -9`: only between two steps, when all sleep. */
  kill(): void {
    this.#isDead = true;
    this.#time.kill(this);
  }
}
