const usualSeeds = 25;

/** "1000" is the seeds 1 to 1,000, "=17" the seed 17 alone; nothing is the usual 25. */
export function seedsFrom(text: string | undefined): readonly number[] {
  const [, only, count] = /^(?:=(\d+)|(\d+))$/.exec(text ?? String(usualSeeds)) ?? [];
  if (only !== undefined) return [Number(only)];
  if (count === undefined) throw new Error(`REVWATCH_FAULT_SEEDS is a number of seeds or "=" and one seed, not "${text}".`);
  return Array.from({ length: Number(count) }, (_, index) => index + 1);
}
