import type { RecordReference } from "../model/write.ts";
import type { RecordType } from "../model/record-types.ts";
import type { Source } from "../model/source.ts";
import type { DatedWrite, Properties, Write } from "../model/write.ts";
import { Agenda } from "./agenda.ts";
import { Chronicle } from "./chronicle.ts";
import type { Label } from "./label.ts";
import { carryOut } from "./carry-out.ts";

/** A record of the story, which gets its id when the whole story is told. */
export type Character = RecordReference;

/** Something that happens: it writes into the chronicle once the story has come to it. */
interface Entry {
  at: number;
  readonly happen: (chronicle: Chronicle, ids: Map<string, string>) => void;
}

type PendingLabel = Omit<Label, "from" | "until"> & { readonly from: number; readonly until: number | null };

/** Collects what happens in any order, and lets it be lived in the order of time. */
export class Diary {
  readonly #entries: Entry[] = [];
  readonly #births = new Map<string, Entry>();
  readonly #labels: PendingLabel[] = [];

  create(
    type: RecordType,
    at: number,
    properties: Properties,
    source: Source,
    related: readonly Character[] = [],
  ): Character {
    const character = { type, id: `${type}#${this.#births.size + 1}` };
    const birth: Entry = {
      at,
      happen(chronicle, ids) {
        const parties = related.map((to) => withId(to, ids));
        ids.set(character.id, chronicle.create(type, properties, source, parties).id);
      },
    };
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
    this.#entries.push({
      at,
      happen: (chronicle, ids) => chronicle.set(withId(character, ids), properties, source),
    });
  }

  note(at: number, write: Write, source: Source): void {
    this.#entries.push({
      at,
      happen: (chronicle, ids) => chronicle.note("type" in write ? withId(write, ids) : write, source),
    });
  }

  label(label: PendingLabel): void {
    this.#labels.push(label);
  }

  /** Everything up to `until`, with ids given in the order in which records were created, as HubSpot does. */
  tell(until: number, portalId: number): { writes: DatedWrite[]; labels: Label[] } {
    const agenda = new Agenda();
    const chronicle = new Chronicle(portalId);
    const ids = new Map<string, string>();
    for (const { at, happen } of this.#entries) agenda.plan(at, () => happen(chronicle, ids));
    const writes = [...carryOut(agenda, chronicle, until)].flat();
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

function withId<Reference extends RecordReference>(reference: Reference, ids: ReadonlyMap<string, string>): Reference {
  return { ...reference, id: ids.get(reference.id)! };
}
