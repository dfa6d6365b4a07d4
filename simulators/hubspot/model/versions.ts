import { asOf, insertDated } from "./timeline.ts";
import type { Dated } from "./timeline.ts";

interface Version<Value> extends Dated {
  readonly value: Value;
}

/** A value that was replaced as a whole from time to time, and can be read as of any instant. */
export class Versions<Value> {
  readonly #initial: Value;
  readonly #later: Version<Value>[] = [];

  constructor(initial: Value) {
    this.#initial = initial;
  }

  asOf(at: number): Value {
    const version = asOf(this.#later, at);
    return version ? version.value : this.#initial;
  }

  set(at: number, value: Value): void {
    insertDated(this.#later, { at, value });
  }

  /** All versions up to `at`, oldest first, without the initial one. */
  until(at: number): readonly Version<Value>[] {
    return this.#later.filter((version) => version.at <= at);
  }
}
