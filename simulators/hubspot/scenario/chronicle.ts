import { recordTypes } from "../model/record-types.ts";
import type { RecordType } from "../model/record-types.ts";
import type { Source } from "../model/source.ts";
import type { Association, DatedWrite, Properties, RecordReference, Write } from "../model/write.ts";
import { firstIdOf } from "./first-id.ts";

/** Hears who owns which record from now on. */
export type OwnerListener = (record: RecordReference, ownerId: string) => void;

/** Writes down what happens, in the present only: time goes one way, and ids are given out as HubSpot does. */
export class Chronicle {
  #now = 0;
  #at = "";
  #writes: DatedWrite[] = [];
  readonly #nextIds: Map<RecordType, number>;
  readonly #onOwner: OwnerListener;

  constructor(portalId: number, onOwner: OwnerListener = () => undefined) {
    this.#nextIds = new Map(recordTypes.map((type) => [type, firstIdOf(portalId)(type)]));
    this.#onOwner = onOwner;
  }

  get now(): number {
    return this.#now;
  }

  /** How many writes wait to be taken. */
  get length(): number {
    return this.#writes.length;
  }

  moveTo(now: number): void {
    if (now < this.#now) throw new Error("Nobody lives backwards.");
    if (now === this.#now) return;
    this.#now = now;
    this.#at = new Date(now).toISOString();
  }

  create(
    type: RecordType,
    properties: Properties,
    source: Source,
    related: readonly RecordReference[] = [],
  ): RecordReference {
    const id = this.#nextIds.get(type)!;
    this.#nextIds.set(type, id + 1);
    const record = { type, id: String(id) };
    const associations: Association[] = related.map((to) => ({
      to: { type: to.type, id: to.id },
      ...(type === "contacts" && to.type === "companies" && { typeIds: [279, 1] }),
    }));
    this.note(
      { what: "record-created", ...record, properties, ...(associations.length > 0 && { associations }) },
      source,
    );
    this.#tellOwner(record, properties);
    return record;
  }

  set({ type, id }: RecordReference, properties: Properties, source: Source): void {
    this.note({ what: "properties-set", type, id, properties }, source);
    this.#tellOwner({ type, id }, properties);
  }

  note(write: Write, source: Source): void {
    this.#writes.push({ ...write, at: this.#at, source });
  }

  /** Hands over what was written since the last time. */
  take(): readonly DatedWrite[] {
    const writes = this.#writes;
    this.#writes = [];
    return writes;
  }

  #tellOwner(record: RecordReference, { hubspot_owner_id: ownerId }: Properties): void {
    if (ownerId !== undefined) this.#onOwner(record, ownerId);
  }
}
