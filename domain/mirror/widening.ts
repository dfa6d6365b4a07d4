import { fewRecords } from "./few-records.ts";
import type { MirrorState } from "./mirror.ts";

/**
 * How far the mirror of one record type has come with properties that checks need only lately. They are read record by
 * record beside the audits, and until then nobody is judged by them.
 */
export interface Widening {
  /** Sorted. */
  readonly names: readonly string[];
  /** The last record, in the order of the mirror, that was asked for; null at the beginning. */
  readonly after: string | null;
  /** Records that were read with them so far, and how many there were when it began. */
  readonly read: number;
  readonly of: number;
  /** Every record was asked for once: what one lacks now, HubSpot has left out. */
  readonly isThrough: boolean;
}

/** What a mirror does not hold yet because checks need it only lately, and how far it has come. */
export interface Awaited {
  /** Properties; null: all that there is of the type. */
  readonly names: readonly string[] | null;
  readonly read: number;
  readonly of: number;
}

/** What of a mirror says whether it can be widened. */
export type Widenable = Pick<
  MirrorState,
  "properties" | "watermark" | "listedCount" | "doubt" | "vanishedAt" | "widening"
>;

/**
 * The properties that have to be read of every record in the background. None in a small mirror, which is listed anew,
 * and none that HubSpot was asked for and has left out.
 */
export function namesToWiden(
  { properties: held, watermark, listedCount, doubt, vanishedAt, widening }: Widenable,
  needed: readonly string[],
): readonly string[] {
  if (watermark === null || doubt !== null || vanishedAt !== null || (listedCount ?? 0) <= fewRecords) return [];
  const known = new Set(held);
  const missing = needed.filter((name) => !known.has(name)).sort();
  const isAnswered = widening?.isThrough === true && missing.every((name) => widening.names.includes(name));
  return isAnswered ? [] : missing;
}

/** Where the widening by these names stands: what was begun for others as well goes on, what is new begins. */
export function widenedBy(before: Widening | null, names: readonly string[], records: number): Widening {
  const goesOn = before !== null && !before.isThrough && names.every((name) => before.names.includes(name));
  return goesOn ? { ...before, names } : { names, after: null, read: 0, of: records, isThrough: false };
}

/** Who waits for what, as a sentence. @param what - Such as "contacts" or "associations of deals with contacts". */
export function sayAwaited({ names, read, of }: Awaited, what: string): string {
  const named = names === null ? "" : `${names.join(", ")} of `;
  return `It needs ${named}the ${what}, which is still being read beside the audits: ${read} of ${of} so far.`;
}
