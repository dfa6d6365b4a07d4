import { applyWrite } from "./apply-write.ts";
import type { Campaign } from "./campaign.ts";
import type { Journal } from "./journal.ts";
import { professionalLimits } from "./limits.ts";
import type { Limits } from "./limits.ts";
import type { Owner } from "./owner.ts";
import type { Pipeline } from "./pipeline.ts";
import { RecordCollection } from "./record-collection.ts";
import { recordTypes } from "./record-types.ts";
import type { RecordType } from "./record-types.ts";
import type { Source } from "./source.ts";
import type { StoredRecord } from "./stored-record.ts";
import type { Token } from "./token.ts";
import type { DatedWrite, JournalEntry, PortalDetails, SetUp, Write } from "./write.ts";

const unopened: PortalDetails = {
  portalId: 0,
  name: "",
  timeZone: "UTC",
  currency: "USD",
  uiDomain: "app.hubspot.com",
  accountType: "STANDARD",
  dealPipelines: [],
};

/** One portal: its journal, and the state that the journal adds up to. */
export class Portal {
  details: PortalDetails = unopened;
  limits: Limits = professionalLimits;
  readonly owners = new Map<string, Owner>();
  readonly campaigns = new Map<string, Campaign>();
  /** By the hash of the token. */
  readonly tokens = new Map<string, Token>();
  /** The instant at which the portal stands still; null while it lives in real time. */
  frozenAt: number | null = null;
  readonly journal: Journal;
  readonly #now: () => number;
  readonly #records: ReadonlyMap<RecordType, RecordCollection> = new Map(
    recordTypes.map((type) => [type, new RecordCollection()]),
  );

  constructor(journal: Journal, now: () => number) {
    this.journal = journal;
    this.#now = now;
    for (const entry of journal.entries) applyWrite(this, entry);
  }

  /** The portal's own time: what reads answer as of, and what writes are dated with. */
  instant(): number {
    return this.frozenAt ?? this.#now();
  }

  records(type: RecordType): RecordCollection {
    return this.#records.get(type)!;
  }

  /** A record that exists at `at`, archived or not. */
  record(type: RecordType, id: string, at: number): StoredRecord | undefined {
    const record = this.records(type).get(id);
    return record?.exists(at) === true ? record : undefined;
  }

  pipelines(type: RecordType): readonly Pipeline[] {
    return type === "deals" ? this.details.dealPipelines : [];
  }

  nextId(type: RecordType): string {
    const records = this.records(type);
    // Every type starts in a range of its own, so that a mixed-up id is noticed.
    return records.size === 0 ? String((recordTypes.indexOf(type) + 1) * 10_000_000_000 + 1) : records.nextId();
  }

  /** Writes at the portal's own instant. */
  write(write: Write | SetUp, source: Source): void {
    this.#commit([{ ...write, at: new Date(this.instant()).toISOString(), source }]);
  }

  /** Writes a stretch of life whose instants its author chose. */
  liveThrough(writes: readonly DatedWrite[], defaultSource: Source): void {
    this.#commit(writes.map((write) => ({ ...write, source: write.source ?? defaultSource })));
  }

  #commit(writes: readonly ((Write | SetUp) & { at: string; source: Source })[]): void {
    let seq = this.journal.lastSeq;
    const entries: JournalEntry[] = writes.map((write) => ({ seq: ++seq, ...write }));
    for (const entry of entries) applyWrite(this, entry);
    this.journal.append(entries);
  }
}
