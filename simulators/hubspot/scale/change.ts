import { scatter } from "./scatter.ts";

/** One stretch of work on a portal: exactly `count` records of a type were edited between `at` and `at + spreadMs`. */
export interface Change {
  readonly count: number;
  readonly at: number;
  readonly spreadMs: number;
  /** Tells the changes apart, so that each hits other records. */
  readonly salt: number;
}

/** Whether a change hit the record. A permutation of all places decides, so nothing has to be remembered. */
export function hits({ count, salt }: Change, index: number, total: number): boolean {
  return count >= total || (index * strideFor(total) + salt * 7919) % total < count;
}

export function hitAt({ at, spreadMs, salt }: Change, seed: number, index: number): number {
  return at + (spreadMs === 0 ? 0 : scatter(seed, index, 1000 + salt) % spreadMs);
}

const strides = new Map<number, number>();

/** A step with which one comes by every place exactly once. */
function strideFor(total: number): number {
  const known = strides.get(total);
  if (known !== undefined) return known;
  let stride = Math.max(1, Math.floor(total * 0.618));
  while (commonDivisor(stride, total) !== 1) stride++;
  strides.set(total, stride);
  return stride;
}

function commonDivisor(one: number, other: number): number {
  return other === 0 ? one : commonDivisor(other, one % other);
}
