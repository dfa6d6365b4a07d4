import type { WatchTiming } from "./alarm.ts";

/** A sign of life that comes with each look is missed after three of them. */
export const silentMs = ({ everyMs }: WatchTiming) => 3 * everyMs;

/** The owner of an embedded database writes its facts with every second look, and one may be lost. */
export const fileMs = ({ everyMs }: WatchTiming) => 5 * everyMs;

/** A process that was stopped as an operator asks for it may be a few minutes in coming back. */
export const restartMs = ({ everyMs }: WatchTiming) => 8 * everyMs;

/** Later than `span` after `at`. */
export const isOver = (at: Date, spanMs: number, now: Date) => now.getTime() - at.getTime() > spanMs;
