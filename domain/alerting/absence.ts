/** A receiver is away, and another one hears what would have gone there. */
export interface Absence {
  readonly receiver: string;
  readonly backup: string;
  readonly from: Date;
  /** The first instant at which the receiver is back. */
  readonly until: Date;
}

export interface StandIn {
  readonly receiver: string;
  /** For whom, in order: the one that was meant first. Empty where the one that was meant is there. */
  readonly insteadOf: readonly string[];
  /** When the first of those that are away is back; null where nobody is. */
  readonly until: Date | null;
}

/**
 * Who hears what is meant for a receiver: the receiver, or the backup of whoever is away, or the backup's backup.
 *
 * @returns Null where all of them are away, or back each other in a ring.
 */
export function standInFor(meant: string, absences: readonly Absence[], now: Date): StandIn | null {
  const insteadOf: string[] = [];
  let [receiver, until]: [string, Date | null] = [meant, null];
  for (;;) {
    const absence = absences.find((one) => one.receiver === receiver && one.from <= now && now < one.until);
    if (absence === undefined) return { receiver, insteadOf, until };
    insteadOf.push(receiver);
    if (insteadOf.includes(absence.backup)) return null;
    if (until === null || absence.until < until) until = absence.until;
    receiver = absence.backup;
  }
}
