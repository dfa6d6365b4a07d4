import { hitAt, hits } from "./change.ts";
import type { Change } from "./change.ts";
import { countOf } from "./layout.ts";
import type { GeneratedType, Layout } from "./layout.ts";
import { scatter } from "./scatter.ts";

const beginning = Date.parse("2025-01-01T00:00:00Z");
const yearMs = 365 * 86_400_000;
const monthMs = 30 * 86_400_000;

/**
 * Up to millions of records of which none is kept: every date follows from the seed, the place and the changes so far.
 */
export class GeneratedRecords implements Layout {
  readonly seed: number;
  readonly contacts: number;
  readonly contactsPer: Layout["contactsPer"];
  readonly owners: readonly string[];
  readonly #changes: (Change & { readonly type: GeneratedType })[] = [];

  constructor(options: {
    readonly seed: number;
    readonly contacts: number;
    readonly contactsPer: Layout["contactsPer"];
    readonly owners: readonly string[];
  }) {
    this.seed = options.seed;
    this.contacts = options.contacts;
    this.contactsPer = options.contactsPer;
    this.owners = options.owners;
  }

  /** Grows with every change, for whoever remembers answers. */
  get version(): number {
    return this.#changes.length;
  }

  count(type: GeneratedType): number {
    return countOf(type, this);
  }

  /** Oldest first, spread over a year. */
  createdAt(type: GeneratedType, index: number): number {
    return beginning + Math.floor((index / this.count(type)) * yearMs);
  }

  modifiedAt(type: GeneratedType, index: number): number {
    const total = this.count(type);
    let latest = this.createdAt(type, index) + (scatter(this.seed, index, 1) % monthMs);
    for (const change of this.#changes)
      if (change.type === type && hits(change, index, total))
        latest = Math.max(latest, hitAt(change, this.seed, index));
    return latest;
  }

  /** How often the record was changed. */
  revision(type: GeneratedType, index: number): number {
    const total = this.count(type);
    return this.#changes.filter((change) => change.type === type && hits(change, index, total)).length;
  }

  /** Marks exactly `count` records as edited from `at` on. */
  changed(type: GeneratedType, count: number, at: number, spreadMs = 60_000): void {
    this.#changes.push({ type, count, at, spreadMs, salt: this.#changes.length + 1 });
  }
}
