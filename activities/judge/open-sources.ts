import type { SourceReader } from "../../checks/sources/source.ts";
import type { Clock } from "../../domain/leads/hand.ts";
import { clocksOf } from "../../storage/hands/kept-hands.ts";
import type { StoreHandle } from "../../storage/database.ts";
import type { LookBack } from "../../checks/look-back.ts";
import { mirrorReader } from "./mirror-reader.ts";

const dayMs = 86_400_000;

/** What the sources of one run load from, for a batch of records at a time. */
export interface RunSources extends SourceReader {
  /** The earliest instant at which something that was loaded beside a record is no longer given; null: never. */
  holdsUntil(beside: Readonly<Record<string, unknown>>): Date | null;
}

export function openSources(
  db: StoreHandle,
  clientId: string,
  asOf: Date,
  { touchLookBackDays, handLookBackDays = 0 }: LookBack,
): RunSources {
  // Who has waited for longer than that is handed over, so their hands are wanted too.
  const windowMs = Math.max(2 * touchLookBackDays, handLookBackDays + 1) * dayMs;
  const since = new Date(asOf.getTime() - windowMs);
  return {
    ...mirrorReader(db, clientId),
    clocks: async (contactIds) => (touchLookBackDays > 0 ? clocksOf(db, clientId, contactIds, since) : new Map()),
    holdsUntil(beside) {
      // Oldest first: it is the first to be too old.
      const oldest = [beside["clocks"], beside["hands"]].map((some) => (some as readonly Clock[] | undefined)?.[0]);
      const raisedAt = oldest.find((one) => one !== undefined)?.raisedAt;
      return raisedAt === undefined ? null : new Date(raisedAt.getTime() + windowMs + 1);
    },
  };
}
