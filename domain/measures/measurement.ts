/** One number about one cohort, as it stood at the end of one day of the client's calendar, such as "2026-11-30". */
export interface Measurement {
  readonly day: string;
  /** How many records it rests on. */
  readonly n: number;
  /** Null without a record. */
  readonly value: number | null;
}

/** Of fewer records a measurement is kept, and nothing is judged by it. */
export const leastSample = 20;
