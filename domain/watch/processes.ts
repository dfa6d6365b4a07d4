import type { WatchTiming } from "./alarm.ts";
import type { ProcessFact, WatchFacts } from "./facts.ts";
import { isOver, silentMs } from "./lasts.ts";

/** The processes of a role that gave a sign of life just now. */
export function living(
  { processes }: WatchFacts,
  role: ProcessFact["role"],
  now: Date,
  timing: WatchTiming,
): readonly ProcessFact[] {
  return processes.filter(
    (process) => process.role === role && process.stoppedAt === null && !isOver(process.beatAt, silentMs(timing), now),
  );
}

/** The one of a role that was heard of last; null when there was none. */
export function lastHeard({ processes }: WatchFacts, role: ProcessFact["role"]): ProcessFact | null {
  const heard = processes.filter((process) => process.role === role);
  return heard.reduce<ProcessFact | null>(
    (last, one) => (last === null || one.beatAt > last.beatAt ? one : last),
    null,
  );
}
