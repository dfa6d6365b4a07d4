/**
 * How probable it is to meet an event so many times or fewer in `trials` independent trials.
 *
 * @param chance - Of one trial, from 0 to 1.
 * @returns 0 below none, 1 from all of them on.
 */
export function binomialAtMost(times: number, trials: number, chance: number): number {
  if (times < 0) return 0;
  if (times >= trials || chance <= 0) return 1;
  if (chance >= 1) return 0;
  // In logarithms: of a thousand trials the single factors leave what a number can hold.
  let logOfOne = trials * Math.log1p(-chance);
  const odds = Math.log(chance) - Math.log1p(-chance);
  let sum = 0;
  for (let k = 0; k <= times; k += 1) {
    sum += Math.exp(logOfOne);
    logOfOne += Math.log((trials - k) / (k + 1)) + odds;
  }
  return Math.min(1, sum);
}

/** How probable it is to meet it so many times or more. */
export function binomialAtLeast(times: number, trials: number, chance: number): number {
  // The tail itself is summed, by counting the trials in which it does not happen: 1 minus nearly 1 would be noise.
  return binomialAtMost(trials - times, trials, 1 - chance);
}
