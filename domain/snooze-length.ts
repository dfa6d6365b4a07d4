/** How long a snooze lasts by name: an hour, until the next working day, until the next week. Menus offer these. */
export const snoozeLengths = ["1h", "tomorrow", "monday"] as const;
export type SnoozeLength = (typeof snoozeLengths)[number];
