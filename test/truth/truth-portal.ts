import type { DatedWrite } from "../../simulators/hubspot/model/write.ts";
import type { Random } from "../faults/seeded-random.ts";
import { TruthLife } from "./truth-life.ts";
import { TruthOthers } from "./truth-others.ts";
import { TruthSetUp } from "./truth-set-up.ts";

/** All of a small portal's life: its people and deals, its other records, and what it is set up with. */
export class TruthPortal {
  readonly #random: Random;
  readonly #life: TruthLife;
  readonly #others: TruthOthers;
  readonly #setUp: TruthSetUp;

  constructor(random: Random) {
    this.#random = random;
    this.#life = new TruthLife(random);
    this.#others = new TruthOthers(random);
    this.#setUp = new TruthSetUp(random);
  }

  born(at: Date): readonly DatedWrite[] {
    const on = new Date(at.getTime() - 19 * 86_400_000).toISOString();
    return inOrder([...this.#life.born(at), ...this.#others.born(this.#life, on), ...this.#setUp.born(on)]);
  }

  /** @param may - `make`: new things are set up. `unlink`: what hangs on a record may leave it, which only a list shows. */
  step(from: Date, to: Date, may: { readonly make: boolean; readonly unlink: boolean }): readonly DatedWrite[] {
    const at = () => new Date(this.#random.int(from.getTime() + 60_000, to.getTime() - 1)).toISOString();
    const before = { contacts: new Set(this.#life.contacts), deals: new Set(this.#life.deals) };
    const lived = this.#life.step(from, to);
    // Whoever is there all the time can be linked at any instant of it.
    const stay = {
      contacts: this.#life.contacts.filter((id) => before.contacts.has(id)),
      deals: this.#life.deals.filter((id) => before.deals.has(id)),
    };
    return inOrder([...lived, ...this.#others.step(stay, at, may.unlink), ...this.#setUp.step(at, may.make)]);
  }
}

const inOrder = (writes: readonly DatedWrite[]) => writes.toSorted((one, other) => one.at.localeCompare(other.at));
