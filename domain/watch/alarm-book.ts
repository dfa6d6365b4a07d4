import type { AlarmRecord } from "./alarm.ts";

/** Where the alarms of one ring are kept: the database, or a file of the watchdog's own. */
export interface AlarmBook {
  /** The latest record of each alarm, the ended ones of the last days included. */
  latest(now: Date): Promise<readonly AlarmRecord[]>;
  /**
   * Stores the record unless another process changed it meanwhile. A record of version 0 is new. @returns What is
   * stored; null when another one was first.
   */
  put(record: AlarmRecord): Promise<AlarmRecord | null>;
  /** Forgets a record that nobody was told of, unless it was changed meanwhile. */
  forget(record: AlarmRecord): Promise<void>;
}
