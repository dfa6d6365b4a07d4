import type { RecordType } from "./record-types.ts";
import type { Source } from "./source.ts";
import { asOf, insertDated } from "./timeline.ts";
import type { Dated } from "./timeline.ts";

export interface PropertyChange extends Dated {
  /** `""` clears the property. */
  readonly value: string;
  readonly source: Source;
}

interface Archival extends Dated {
  readonly archived: boolean;
}

/** One association as this record sees it. */
export interface Link extends Dated {
  readonly to: StoredRecord;
  readonly typeIds: readonly number[];
  /** When it was taken away again; null while it stands. */
  endedAt: number | null;
}

/** A record with everything that it ever was. Every question carries the instant for which it is asked. */
export class StoredRecord {
  readonly type: RecordType;
  readonly id: string;
  readonly createdAt: number;
  readonly createdBy: Source;
  readonly #changes = new Map<string, PropertyChange[]>();
  readonly #links = new Map<RecordType, Link[]>();
  readonly #archivals: Archival[] = [];
  readonly #modifications: Dated[] = [];
  #merged: { readonly at: number; readonly into: StoredRecord } | null = null;
  #purgedAt = Infinity;

  constructor(type: RecordType, id: string, createdAt: number, createdBy: Source) {
    this.type = type;
    this.id = id;
    this.createdAt = createdAt;
    this.createdBy = createdBy;
  }

  exists(at: number): boolean {
    return this.createdAt <= at && at < this.#purgedAt && (this.#merged === null || at < this.#merged.at);
  }

  isArchived(at: number): boolean {
    return asOf(this.#archivals, at)?.archived ?? false;
  }

  archivedAt(at: number): number | null {
    const latest = asOf(this.#archivals, at);
    return latest?.archived === true ? latest.at : null;
  }

  updatedAt(at: number): number {
    return asOf(this.#modifications, at)?.at ?? this.createdAt;
  }

  /** The stored value; null when it was empty or never set. */
  valueAt(name: string, at: number): string | null {
    const changes = this.#changes.get(name);
    return (changes && asOf(changes, at)?.value) || null;
  }

  /** All values that are not empty. */
  *valuesAt(at: number): Generator<[name: string, value: string]> {
    for (const name of this.#changes.keys()) {
      const value = this.valueAt(name, at);
      if (value !== null) yield [name, value];
    }
  }

  /** The record that this one became part of. */
  mergedInto(at: number): StoredRecord | null {
    return this.#merged !== null && this.#merged.at <= at ? this.#merged.into : null;
  }

  /** When it was modified, oldest first. */
  modificationsUntil(at: number): readonly number[] {
    return this.#modifications.flatMap((modification) => (modification.at <= at ? [modification.at] : []));
  }

  /** All changes of a property up to `at`, oldest first. */
  changesUntil(name: string, at: number): readonly PropertyChange[] {
    return (this.#changes.get(name) ?? []).filter((change) => change.at <= at);
  }

  /** The associations that stood at `at`, with archived records left out. */
  linksTo(type: RecordType, at: number): readonly Link[] {
    const links = this.#links.get(type) ?? [];
    return links.filter(
      (link) =>
        link.at <= at && (link.endedAt === null || link.endedAt > at) && link.to.exists(at) && !link.to.isArchived(at),
    );
  }

  allLinks(at: number): readonly Link[] {
    return [...this.#links.keys()].flatMap((type) => this.linksTo(type, at));
  }

  set(name: string, change: PropertyChange): void {
    const changes = this.#changes.get(name);
    if (changes) insertDated(changes, change);
    else this.#changes.set(name, [change]);
    this.touch(change.at);
  }

  setArchived(archived: boolean, at: number): void {
    insertDated(this.#archivals, { at, archived });
    this.touch(at);
  }

  /** Makes every change of another record one of this record's own. */
  takeHistoryOf(other: StoredRecord): void {
    for (const [name, changes] of other.#changes) this.#changes.set(name, [...changes]);
  }

  /** From now on it was never there. */
  purge(at: number): void {
    this.#purgedAt = at;
  }

  mergeInto(into: StoredRecord, at: number): void {
    this.#merged = { at, into };
  }

  addLink(link: Link): void {
    const links = this.#links.get(link.to.type);
    if (links) links.push(link);
    else this.#links.set(link.to.type, [link]);
  }

  endLink(to: StoredRecord, at: number): void {
    for (const link of this.linksTo(to.type, at)) {
      if (link.to === to) link.endedAt = at;
    }
  }

  /** Moves the modification date, as HubSpot does whenever a computed property changes. */
  touch(at: number): void {
    if (asOf(this.#modifications, at)?.at !== at) insertDated(this.#modifications, { at });
  }
}
