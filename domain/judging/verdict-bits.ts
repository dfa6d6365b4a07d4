import type { VerdictStatus } from "../findings/verdict.ts";

/** What one check last said of a record; null: it has not judged it yet. */
export type KeptVerdict = VerdictStatus | null;

const order: readonly VerdictStatus[] = ["pass", "fail", "unknown", "not-applicable"];
const placeOf = new Map(order.map((status, place) => [status, place]));

/**
 * The verdicts of a rule set's checks on one record, in their order: two bits each. Where a check has not judged it, a
 * bit for each of them follows, which says so.
 *
 * @returns Hexadecimal digits, two a byte.
 */
export function packVerdicts(verdicts: readonly KeptVerdict[]): string {
  const head = Math.ceil(verdicts.length / 4);
  const isWhole = verdicts.every((verdict) => verdict !== null);
  const bytes = new Uint8Array(head + (isWhole ? 0 : Math.ceil(verdicts.length / 8)));
  verdicts.forEach((verdict, place) => {
    if (verdict === null) bytes[head + (place >> 3)]! |= 1 << (place & 7);
    else bytes[place >> 2]! |= placeOf.get(verdict)! << ((place & 3) * 2);
  });
  return Buffer.from(bytes.buffer).toString("hex");
}

/** The same back, of a rule set of so many checks. */
export function unpackVerdicts(packed: string, checks: number): readonly KeptVerdict[] {
  const bytes = Buffer.from(packed, "hex");
  const head = Math.ceil(checks / 4);
  const isWhole = bytes.length <= head;
  return Array.from({ length: checks }, (_, place) => {
    if (!isWhole && ((bytes[head + (place >> 3)] ?? 0) >> (place & 7)) & 1) return null;
    return order[((bytes[place >> 2] ?? 0) >> ((place & 3) * 2)) & 3]!;
  });
}
