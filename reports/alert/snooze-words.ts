import type { SnoozeLength } from "../../domain/snooze-length.ts";

/** How long a snooze lasts, as every menu offers it. */
export const snoozeWords: Readonly<Record<SnoozeLength, string>> = {
  "1h": "1 hour",
  tomorrow: "Until tomorrow",
  monday: "Until Monday",
};
