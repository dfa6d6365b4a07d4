/** Chance that can be repeated: one seed, one life. */
export interface Chance {
  /** From 0 up to and without `below`. */
  number(below: number): number;
  pick<Value>(some: readonly Value[]): Value;
  /** True in so many of a hundred cases. */
  percent(share: number): boolean;
}

export function chanceOf(seed: number): Chance {
  let state = seed * 2_654_435_761;
  const next = () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const number = (below: number) => Math.floor(next() * below);
  return { number, pick: (some) => some[number(some.length)]!, percent: (share) => number(100) < share };
}
