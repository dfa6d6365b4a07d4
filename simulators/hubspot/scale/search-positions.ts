import type { GeneratedRecords } from "./generated-records.ts";
import type { GeneratedType } from "./layout.ts";
import type { SearchWindow } from "./search-window.ts";

const remembered = 4;

/**
 * Finds records by their dates. The positions of the last few searches are kept, because each is asked for page by
 * page.
 */
export class SearchPositions {
  readonly #records: GeneratedRecords;
  readonly #found = new Map<string, Uint32Array>();

  constructor(records: GeneratedRecords) {
    this.#records = records;
  }

  /** Where the records stand that lie in any of the windows, by id or by date. */
  find(type: GeneratedType, windows: readonly SearchWindow[], byDate: boolean): Uint32Array {
    const [only] = windows;
    if (windows.length !== 1 || only === undefined || byDate) return this.#scan(type, windows, byDate);
    // The lower bound of the id moves with every page of a keyset; the rest of the search stays.
    const all = this.#scan(type, [{ ...only, indexFrom: 0 }], false);
    return all.subarray(lowerBound(all, only.indexFrom));
  }

  #scan(type: GeneratedType, windows: readonly SearchWindow[], byDate: boolean): Uint32Array {
    const bounds = windows.flatMap((window) => [
      window.modifiedFrom,
      window.modifiedTo,
      window.indexFrom,
      window.indexTo,
    ]);
    const key = [type, this.#records.version, byDate, ...bounds].join(" ");
    const known = this.#found.get(key);
    if (known) return known;
    const count = this.#records.count(type);
    const positions = new Uint32Array(count);
    let found = 0;
    for (let index = 0; index < count; index++) {
      const modifiedAt = this.#records.modifiedAt(type, index);
      if (windows.some((window) => isWithin(window, index, modifiedAt))) positions[found++] = index;
    }
    const result = positions.slice(0, found);
    if (byDate)
      result.sort(
        (one, other) => this.#records.modifiedAt(type, one) - this.#records.modifiedAt(type, other) || one - other,
      );
    this.#found.set(key, result);
    for (const oldest of this.#found.keys()) {
      if (this.#found.size <= remembered) break;
      this.#found.delete(oldest);
    }
    return result;
  }
}

const isWithin = (window: SearchWindow, index: number, modifiedAt: number): boolean =>
  modifiedAt >= window.modifiedFrom &&
  modifiedAt <= window.modifiedTo &&
  index >= window.indexFrom &&
  index <= window.indexTo;

function lowerBound(positions: Uint32Array, index: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (positions[middle]! < index) low = middle + 1;
    else high = middle;
  }
  return low;
}
