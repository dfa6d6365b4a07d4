import { pluralOf } from "../plural.ts";
import type { RecordType } from "./records.ts";

/** Which records of one type hang on each record of another. A check asks from the record that it judges. */
export interface AssociationPair {
  readonly from: RecordType;
  readonly to: RecordType;
}

/** The scan that reads them, such as "deal/contact". */
export type AssociationScan = `${RecordType}/${RecordType}`;

export function scanOfPair({ from, to }: AssociationPair): AssociationScan {
  return `${from}/${to}`;
}

/** What a scan of associations reads; null for any other scan. */
export function pairOfScan(subject: string): AssociationPair | null {
  const [from, to, ...rest] = subject.split("/");
  return to === undefined || rest.length > 0 ? null : { from: from as RecordType, to: to as RecordType };
}

/** The associations among some scans. */
export function pairsAmong(scans: readonly string[]): readonly AssociationPair[] {
  return scans.flatMap((scan) => pairOfScan(scan) ?? []);
}

/** The types that records of this one are linked to in some pair, at whichever end it stands. */
export function typesLinkedTo(type: RecordType, pairs: readonly AssociationPair[]): readonly RecordType[] {
  const others = pairs.flatMap(({ from, to }) => [...(from === type ? [to] : []), ...(to === type ? [from] : [])]);
  return [...new Set(others)].sort();
}

/** "associations of deals with contacts". */
export function sayPair({ from, to }: AssociationPair): string {
  return `associations of ${pluralOf(from)} with ${pluralOf(to)}`;
}

/** What was found: each record that was asked for → the ids of those that hang on it. Without any it is left out. */
export type Linked = ReadonlyMap<string, readonly string[]>;

export interface LinkChange {
  readonly fromId: string;
  readonly toId: string;
}

/** What an answer about these records adds to what is known of them, and what it takes away. */
export function changedLinks(
  asked: readonly string[],
  before: Linked,
  now: Linked,
): { readonly added: readonly LinkChange[]; readonly removed: readonly LinkChange[] } {
  const only = (some: Linked, others: Linked) =>
    asked.flatMap((fromId) => {
      const known = new Set(others.get(fromId));
      return [...new Set(some.get(fromId))].filter((toId) => !known.has(toId)).map((toId) => ({ fromId, toId }));
    });
  return { added: only(now, before), removed: only(before, now) };
}
