/** A number from 0 up to, not including, 2³² that looks like chance and is always the same for the same place. */
export function scatter(seed: number, index: number, salt: number): number {
  let mixed =
    Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35) ^ Math.imul(salt + 1, 0x27d4eb2f);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

export function pick<Item>(items: readonly Item[], seed: number, index: number, salt: number): Item {
  return items[scatter(seed, index, salt) % items.length]!;
}
