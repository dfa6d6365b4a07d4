import { instantsOf } from "./wall-clock-span.ts";

const form = /^(?<day>\d{4}-\d{2}-\d{2})(?: (?<time>([01]\d|2[0-3]):[0-5]\d))?$/;

/**
 * The instant that people write as "2026-12-03 09:00" in a zone; a day alone is its last instant, midnight.
 *
 * @returns Null for what is no day or no time.
 */
export function instantOfText(text: string, timeZone: string): Date | null {
  const { day, time } = form.exec(text.trim())?.groups ?? {};
  if (day === undefined) return null;
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return null;
  return new Date(Math.max(...instantsOf(day, time ?? "24:00", timeZone)));
}
