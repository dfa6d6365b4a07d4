const usualSeeds = "1-25";

/** "1-1000" is all of these seeds, "17" one of them; nothing is the usual 25. */
export function seedsFrom(text: string = usualSeeds): readonly number[] {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (!(from > 0 && to >= from))
    throw new Error(`REVWATCH_FAULT_SEEDS is a seed or a range of them, such as "1-25", not "${text}".`);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
