import type { ItemType } from "../../domain/inventory/inventory.ts";
import type { Clock } from "../../domain/leads/hand.ts";
import type { AssociationPair, Linked } from "../../domain/mirror/associations.ts";
import type { CrmRecord, FieldFaults, RecordType } from "../../domain/mirror/records.ts";
import type { ReadPast } from "./history.ts";
import type { ScanSubject } from "../../domain/mirror/scan.ts";

/** Of what a check asks: the type of the records or of the items that it judges or adds up. */
export type Holder = RecordType | ItemType | "portal";

/** A field by the name that records of this type have for it. */
export interface FieldName {
  readonly of: RecordType;
  readonly field: string;
}

/** What one ask of a source rests on. Properties and scopes follow from it: the connector knows HubSpot's names. */
export interface Basis {
  /** Record types, and what is read of them apart. */
  readonly scans: readonly Exclude<ScanSubject, ItemType>[];
  /** Kinds of inventory, each of which is read whole. */
  readonly items: readonly ItemType[];
  /** The same for kinds that cost no verdict where they cannot be read; left out for none. */
  readonly itemsIfRead?: readonly ItemType[];
  /** Fields of records without which there is no verdict. */
  readonly fields: readonly FieldName[];
  /** Fields that are only shown. */
  readonly shows: readonly FieldName[];
  /** Fields whose past values are wanted of suspects; left out for none. */
  readonly past?: readonly FieldName[];
}

/**
 * When a subject has to be judged again because a source has changed. `through` names the field by which a record
 * depends on an item, such as `stage`; null where all of them do.
 */
export type Trigger =
  | { readonly on: "subject" }
  | { readonly on: "hand" }
  | { readonly on: "touch" }
  | { readonly on: "related"; readonly of: RecordType }
  /** A person said that a change of the item is right. */
  | { readonly on: "approval" }
  /** A figure of the day was kept. */
  | { readonly on: "measurement" }
  | { readonly on: "item"; readonly of: ItemType; readonly fields: readonly string[]; readonly through: string | null }
  | { readonly on: "count"; readonly of: RecordType; readonly fields: readonly string[] };

/** What sources load from, for a batch of subjects. Whoever runs checks stands behind it; a source knows no database. */
export interface SourceReader {
  /** The clocks of these contacts, oldest first; contacts without one are absent. */
  clocks(contactIds: readonly string[]): Promise<ReadonlyMap<string, readonly Clock[]>>;
  /** Which records of one type hang on these of another; records without any are absent. */
  links(pair: AssociationPair, ids: readonly string[]): Promise<Linked>;
  /** How the past of these records is read, as far as their histories are known as they are now; others are absent. */
  pasts(type: RecordType, ids: readonly string[]): Promise<ReadonlyMap<string, ReadPast>>;
  /** Records by their ids, with what of them could not be read; those that were not copied yet are absent. */
  records(
    type: RecordType,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly record: CrmRecord; readonly faults: FieldFaults }>>;
}

/** What one check has asked, about subjects of which type. */
export interface Asked<Question> {
  readonly of: Holder;
  readonly question: Question;
}

/** What a check is given of something that was loaded, or why nothing can be said of the subject. */
export type Cut = { readonly value: unknown } | { readonly fault: string };

/** Something that `needs` can name. */
export interface Source<Question> {
  readonly name:
    | "fields"
    | "hands"
    | "touches"
    | "inventory"
    | "approved"
    | "related"
    | "measurements"
    | "history"
    | "ifRead";
  restsOn(of: Holder, question: Question): Basis;
  judgedAgain(of: Holder, question: Question): readonly Trigger[];
  /**
   * Where its facts do not lie on the subject itself: under which name a check finds them there, and how they are
   * loaded. One load serves all checks.
   */
  readonly beside?: {
    readonly as: Beside;
    /** Whom `load` has nothing of. */
    readonly none: unknown;
    /** @param asked - What the checks of this run want of it. */
    load(
      reader: SourceReader,
      ids: readonly string[],
      asked: readonly Asked<Question>[],
    ): Promise<ReadonlyMap<string, unknown>>;
    /** Cuts what was loaded for all checks down to what one of them asked for; left out: all are given the same. */
    cut?(checkId: string, question: Question): (value: unknown) => Cut;
  };
}

/** The names under which a check finds what lies beside its subject. */
export const besides = ["hands", "clocks", "related", "history"] as const;
export type Beside = (typeof besides)[number];

/** One check's question to one source. */
export interface Ask {
  readonly source: Source<never>;
  readonly of: Holder;
  readonly question: unknown;
}

/** Puts a question to a source, held to that source's own type. */
export function ask<Question>(source: Source<Question>, of: Holder, question: Question): Ask {
  return { source: source as unknown as Source<never>, of, question };
}

export function basisOf({ source, of, question }: Ask): Basis {
  return source.restsOn(of, question as never);
}

export function triggersOf({ source, of, question }: Ask): readonly Trigger[] {
  return source.judgedAgain(of, question as never);
}
