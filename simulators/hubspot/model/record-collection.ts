import type { StoredRecord } from "./stored-record.ts";

/** The records of one type, in the order of their ids, which is the order in which HubSpot lists them. */
export class RecordCollection {
  readonly #byId = new Map<string, StoredRecord>();
  readonly #ordered: StoredRecord[] = [];

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): StoredRecord | undefined {
    return this.#byId.get(id);
  }

  add(record: StoredRecord): void {
    this.#byId.set(record.id, record);
    const last = this.#ordered.at(-1);
    if (last === undefined || Number(last.id) < Number(record.id)) this.#ordered.push(record);
    else this.#ordered.splice(this.#positionOf(Number(record.id)), 0, record);
  }

  /** Records with an id of `fromId` or more. */
  *from(fromId: number): Generator<StoredRecord> {
    for (let position = this.#positionOf(fromId); position < this.#ordered.length; position++)
      yield this.#ordered[position]!;
  }

  [Symbol.iterator](): Iterator<StoredRecord> {
    return this.#ordered[Symbol.iterator]();
  }

  nextId(): string {
    return String(Number(this.#ordered.at(-1)?.id ?? 0) + 1);
  }

  #positionOf(id: number): number {
    let low = 0;
    let high = this.#ordered.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (Number(this.#ordered[middle]!.id) < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
