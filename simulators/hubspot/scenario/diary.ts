import { recordTypes } from "../model/record-types.ts";
import type { RecordReference } from "../model/write.ts";
import type { RecordType } from "../model/record-types.ts";
import type { Source } from "../model/source.ts";
import type { Association, DatedWrite, Properties, Write } from "../model/write.ts";
import type { Label } from "./label.ts";

/** A record of the story, which gets its id when the whole story is told. */
export type Character = RecordReference;

interface Entry {
  at: number;
  readonly write: Write;
  readonly source: Source;
}

type PendingLabel = Omit<Label, "from" | "until"> & { readonly from: number; readonly until: number | null };

/** Collects what happens in any order, and tells it in the order of time. */
export class Diary {
  readonly #entries: Entry[] = [];
  readonly #births = new Map<string, Entry>();
  readonly #labels: PendingLabel[] = [];
  #characters = 0;

  create(
    type: RecordType,
    at: number,
    properties: Properties,
    source: Source,
    related: readonly Character[] = [],
  ): Character {
    const character = { type, id: `${type}#${++this.#characters}` };
    const associations: Association[] = related.map((to) => ({
      to,
      ...(type === "contacts" && to.type === "companies" && { typeIds: [279, 1] }),
    }));
    const write: Write = {
      what: "record-created",
      ...character,
      properties,
      ...(associations.length > 0 && { associations }),
    };
    const birth = { at, source, write };
    this.#entries.push(birth);
    this.#births.set(character.id, birth);
    return character;
  }

  /** Lets a record be there already at `at`, when somebody turns out to have needed it sooner. */
  notLaterThan(character: Character, at: number): void {
    const birth = this.#births.get(character.id)!;
    birth.at = Math.min(birth.at, at);
  }

  set(character: Character, at: number, properties: Properties, source: Source): void {
    this.#entries.push({ at, source, write: { what: "properties-set", ...character, properties } });
  }

  note(at: number, write: Write, source: Source): void {
    this.#entries.push({ at, write, source });
  }

  label(label: PendingLabel): void {
    this.#labels.push(label);
  }

  /** Everything up to `until`, with ids given in the order in which records were created, as HubSpot does. */
  tell(until: number, firstIdOf: (type: RecordType) => number): { writes: DatedWrite[]; labels: Label[] } {
    const told = this.#entries.filter(({ at }) => at <= until).toSorted((one, other) => one.at - other.at);
    const ids = numberRecords(
      told.map(({ write }) => write),
      firstIdOf,
    );
    const writes = told.map(({ at, write, source }) => ({
      ...withIds(write, ids),
      at: new Date(at).toISOString(),
      source,
    }));
    // A label of somebody who never came, or of trouble that never began, tells of nothing.
    const labels = this.#labels
      .filter(({ subjectId, from }) => (subjectId.includes("#") ? ids.has(subjectId) : from <= until))
      .map((label) => ({
        ...label,
        subjectId: ids.get(label.subjectId) ?? label.subjectId,
        from: new Date(label.from).toISOString(),
        until: label.until === null || label.until > until ? null : new Date(label.until).toISOString(),
      }));
    return { writes, labels };
  }
}

function numberRecords(writes: readonly Write[], firstIdOf: (type: RecordType) => number): ReadonlyMap<string, string> {
  const next = new Map(recordTypes.map((type) => [type, firstIdOf(type)]));
  const ids = new Map<string, string>();
  for (const write of writes) {
    if (write.what !== "record-created") continue;
    const id = next.get(write.type)!;
    ids.set(write.id, String(id));
    next.set(write.type, id + 1);
  }
  return ids;
}

function withIds(write: Write, ids: ReadonlyMap<string, string>): Write {
  if (!("type" in write)) return write;
  const numbered = <Reference extends RecordReference>(reference: Reference): Reference => ({
    ...reference,
    id: ids.get(reference.id)!,
  });
  if (write.what === "record-created" && write.associations) {
    return {
      ...numbered(write),
      associations: write.associations.map((association) => ({ ...association, to: numbered(association.to) })),
    };
  }
  return numbered(write);
}
