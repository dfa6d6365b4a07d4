/**
 * The hours a client's team works, in its own time zone. `domain/time/` builds it; deadlines are computed with it once.
 */
export interface BusinessTime {
  readonly timeZone: string;
  /** Whole business minutes from `from` up to `until`; 0 when `until` is not later. */
  minutesBetween(from: Date, until: Date): number;
  /** The instant at which `minutes` business minutes have passed since `from`. */
  addMinutes(from: Date, minutes: number): Date;
  /** The local calendar day, such as "2026-11-23". */
  localDay(at: Date): string;
  /**
   * The calendar day that a date of the CRM means: midnight UTC is the day as written, any other instant the local day.
   */
  meantDay(at: Date): string;
  /** The first instant of a local calendar day such as "2026-11-23". */
  startOfDay(day: string): Date;
  /** Whole calendar days between two instants' local days; negative when `until` is earlier. */
  localDaysBetween(from: Date, until: Date): number;
}
