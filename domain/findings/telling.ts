/**
 * Whether what a check finds at a client is told. `observe`: it is counted and shown, and no one hears of it by any
 * channel; it counts in neither score nor coverage. `alert`: it is told like any other.
 */
export const tellings = ["observe", "alert"] as const;
export type Telling = (typeof tellings)[number];

export interface CheckTelling {
  readonly telling: Telling;
  /** From when it counts: of an observed check its first complete live look; null until then. */
  readonly since: Date | null;
  /** A person's name, or `ownDecision`. */
  readonly byWhom: string;
}

/** Stands for the person where nobody decided: a check that came with an upgrade, or whose days of observing are over. */
export const ownDecision = "Revwatch";

const dayMs = 86_400_000;

/**
 * When an observed check goes to `alert` by itself.
 *
 * @param observeDays - Calendar days; null: never by itself.
 * @returns Null while that is not known, and for one that only a person lets alert.
 */
export function alertsFrom({ telling, since }: CheckTelling, observeDays: number | null): Date | null {
  if (telling === "alert" || since === null || observeDays === null) return null;
  return new Date(since.getTime() + observeDays * dayMs);
}
