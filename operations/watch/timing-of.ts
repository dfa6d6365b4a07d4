import type { RevwatchConfig } from "../../config/config.ts";
import type { WatchTiming } from "../../domain/watch/alarm.ts";

/** When the watch of an installation speaks. */
export function timingOf({ watch }: Pick<RevwatchConfig, "watch">): WatchTiming {
  return {
    everyMs: watch.everySeconds * 1_000,
    holdMs: watch.tellAfterSeconds * 1_000,
    outboxMs: watch.outboxAfterSeconds * 1_000,
  };
}
