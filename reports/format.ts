import { TZDate } from "@date-fns/tz";
import { format } from "date-fns/format";
import { countOf } from "../domain/duration.ts";

/** "Mon 23 Nov" for a calendar day such as "2026-11-23". */
export function sayDay(day: string): string {
  return format(inZone(`${day}T00:00:00Z`, "UTC"), "EEE d MMM");
}

/** "16 – 22 Nov 2026", "30 Nov – 6 Dec 2026". */
export function sayDays(first: string, last: string): string {
  const [from, until] = [inZone(`${first}T00:00:00Z`, "UTC"), inZone(`${last}T00:00:00Z`, "UTC")];
  const start = from.getMonth() === until.getMonth() ? format(from, "d") : format(from, "d MMM");
  return `${start} – ${format(until, "d MMM yyyy")}`;
}

/** "Week 47" for "2026-W47". */
export function sayWeek(period: string): string {
  return `Week ${Number(period.slice(-2))}`;
}

/** "up 3", "down 4", "unchanged"; null when there is nothing to compare with. */
export function sayChange(change: number | null): string | null {
  if (change === null) return null;
  if (change === 0) return "unchanged";
  return change > 0 ? `up ${change}` : `down ${-change}`;
}

/** Points of the score, with one decimal below ten: "12", "3.5". */
export function sayPoints(points: number): string {
  const rounded = Math.abs(points) < 10 ? Math.round(points * 10) / 10 : Math.round(points);
  return String(rounded);
}

/** "Ana, Ben and Chloe". */
export function sayList(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** "and 3 more", or an empty string. */
export function sayMore(more: number, noun: string): string {
  return more > 0 ? `and ${countOf(more, `more ${noun}`, `more ${noun}s`)}` : "";
}

function inZone(at: Date | string, timeZone: string): TZDate {
  return new TZDate(new Date(at), timeZone);
}
