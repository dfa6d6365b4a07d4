import type { PropertyDefinition } from "../properties/define.ts";
import { applyWrite } from "./apply-write.ts";
import type { Campaign } from "./campaign.ts";
import { PortalDocument } from "./document.ts";
import type { DocumentContent, DocumentKind } from "./document.ts";
import type { Journal } from "./journal.ts";
import { professionalLimits } from "./limits.ts";
import type { Limits } from "./limits.ts";
import type { Owner } from "./owner.ts";
import { defaultLeadPipeline } from "./pipeline.ts";
import type { Pipeline, PipelineType } from "./pipeline.ts";
import { RecordCollection } from "./record-collection.ts";
import { recordTypes } from "./record-types.ts";
import type { RecordType } from "./record-types.ts";
import type { Source } from "./source.ts";
import type { StoredRecord } from "./stored-record.ts";
import { insertDated } from "./timeline.ts";
import type { Dated } from "./timeline.ts";
import type { Token } from "./token.ts";
import { professionalHubs } from "./tier.ts";
import type { Subscriptions } from "./tier.ts";
import { Versions } from "./versions.ts";
import type { DatedWrite, JournalEntry, OAuthApp, PortalDetails, SetUp, Submission, Write } from "./write.ts";

const none: readonly never[] = [];

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
  /** OAuth apps by client id. */
  readonly apps = new Map<string, OAuthApp>();
  /** Hears of what is written now, and not of what a scenario lives through. */
  onWrite: (entries: readonly JournalEntry[]) => void = () => {};
  readonly journal: Journal;
  readonly #pipelines = new Map<PipelineType, Versions<readonly Pipeline[]>>();
  readonly #properties: AddedProperties = new Map();
  readonly #archivedProperties: AddedProperties = new Map();
  readonly #documents = new Map<DocumentKind, Map<string, PortalDocument>>();
  readonly #submissions = new Map<string, (Submission & Dated)[]>();
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

  /**
   * A record that exists at `at`, archived or not. The id of a merged one leads to the record that it became part of.
   */
  record(type: RecordType, id: string, at: number): StoredRecord | undefined {
    const record = this.records(type).get(id);
    const merged = record?.mergedInto(at);
    if (merged) return this.record(type, merged.id, at);
    return record?.exists(at) === true ? record : undefined;
  }

  get subscriptions(): Subscriptions {
    return this.details.subscriptions ?? professionalHubs;
  }

  open(details: PortalDetails): void {
    this.details = details;
    this.#pipelines.set("deals", new Versions(details.dealPipelines));
    this.#pipelines.set("leads", new Versions(details.leadPipelines ?? [defaultLeadPipeline]));
  }

  /** The same list as long as nothing changes. */
  pipelines(type: RecordType, at: number): readonly Pipeline[] {
    return type === "deals" || type === "leads" ? (this.#pipelines.get(type)?.asOf(at) ?? none) : none;
  }

  savePipeline(type: PipelineType, pipeline: Pipeline, at: number): void {
    const before = this.pipelines(type, at);
    const saved = { ...pipeline, savedAt: at };
    const isKnown = before.some(({ id }) => id === pipeline.id);
    const after = isKnown ? before.map((other) => (other.id === pipeline.id ? saved : other)) : [...before, saved];
    this.#pipelines.get(type)?.set(at, after);
  }

  deletePipeline(type: PipelineType, id: string, at: number): void {
    const after = this.pipelines(type, at).filter((pipeline) => pipeline.id !== id);
    this.#pipelines.get(type)?.set(at, after);
  }

  /** Properties that somebody added to HubSpot's own; the same list as long as nothing changes. */
  addedProperties(type: RecordType, at: number): readonly PropertyDefinition[] {
    return this.#properties.get(type)?.asOf(at) ?? none;
  }

  /** Added properties that somebody has put away. */
  archivedProperties(type: RecordType, at: number): readonly PropertyDefinition[] {
    return this.#archivedProperties.get(type)?.asOf(at) ?? none;
  }

  /** A new property, or all of one as it now is. One of this name that was archived is back. */
  saveProperty(type: RecordType, definition: PropertyDefinition, at: number): void {
    const before = this.addedProperties(type, at);
    const isKnown = before.some(({ name }) => name === definition.name);
    const after = isKnown
      ? before.map((other) => (other.name === definition.name ? definition : other))
      : [...before, definition];
    versionsOf(this.#properties, type).set(at, after);
    const archived = this.archivedProperties(type, at);
    if (archived.some(({ name }) => name === definition.name))
      versionsOf(this.#archivedProperties, type).set(
        at,
        archived.filter(({ name }) => name !== definition.name),
      );
  }

  archiveProperty(type: RecordType, name: string, at: number): void {
    const before = this.addedProperties(type, at);
    const archived = before.filter((definition) => definition.name === name);
    versionsOf(this.#properties, type).set(
      at,
      before.filter((definition) => definition.name !== name),
    );
    versionsOf(this.#archivedProperties, type).set(at, [...this.archivedProperties(type, at), ...archived]);
  }

  /** The documents of a kind that exist at `at`, in the order in which they came. */
  documents(kind: DocumentKind, at: number): readonly PortalDocument[] {
    return [...(this.#documents.get(kind)?.values() ?? [])].filter((document) => document.contentAt(at) !== null);
  }

  document(kind: DocumentKind, id: string, at: number): PortalDocument | undefined {
    const document = this.#documents.get(kind)?.get(id);
    return document && document.contentAt(at) !== null ? document : undefined;
  }

  saveDocument(kind: DocumentKind, id: string, content: DocumentContent | null, at: number): void {
    const documents = this.#documents.get(kind) ?? new Map<string, PortalDocument>();
    this.#documents.set(kind, documents);
    const document = documents.get(id) ?? new PortalDocument(id, at);
    documents.set(id, document);
    document.save(at, content);
  }

  /** Oldest first. */
  submissions(formId: string, at: number): readonly (Submission & Dated)[] {
    return (this.#submissions.get(formId) ?? none).filter((submission) => submission.at <= at);
  }

  addSubmission({ formId, id, pageUrl, values }: Submission, at: number): void {
    const submissions = this.#submissions.get(formId) ?? [];
    this.#submissions.set(formId, submissions);
    insertDated(submissions, { formId, id, pageUrl, values, at });
  }

  nextId(type: RecordType): string {
    const records = this.records(type);
    // Every type starts in a range of its own, so that a mixed-up id is noticed.
    return records.size === 0 ? String((recordTypes.indexOf(type) + 1) * 10_000_000_000 + 1) : records.nextId();
  }

  /** Writes at the portal's own instant. */
  write(write: Write | SetUp, source: Source): void {
    this.onWrite(this.#commit([{ ...write, at: new Date(this.instant()).toISOString(), source }]));
  }

  /** Writes a stretch of life whose instants its author chose. */
  liveThrough(writes: readonly DatedWrite[], defaultSource: Source): void {
    this.#commit(writes.map((write) => ({ ...write, source: write.source ?? defaultSource })));
  }

  #commit(writes: readonly ((Write | SetUp) & { at: string; source: Source })[]): readonly JournalEntry[] {
    let seq = this.journal.lastSeq;
    const entries: JournalEntry[] = writes.map((write) => ({ seq: ++seq, ...write }));
    for (const entry of entries) applyWrite(this, entry);
    this.journal.append(entries);
    return entries;
  }
}

type AddedProperties = Map<RecordType, Versions<readonly PropertyDefinition[]>>;

function versionsOf(properties: AddedProperties, type: RecordType): Versions<readonly PropertyDefinition[]> {
  const versions = properties.get(type) ?? new Versions<readonly PropertyDefinition[]>(none);
  properties.set(type, versions);
  return versions;
}
