import { sayInstant, sayInstantInFull } from "../../domain/say-instant.ts";
import { markup, type Markup } from "../../reports/markup.ts";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** "just now", "20 s ago", "3 h ago". The script on the page keeps it true while nothing else changes. */
export function sayAgo(at: Date, now: Date): string {
  const seconds = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 1000));
  if (seconds < 5) return "just now";
  if (seconds < minute) return `${seconds} s ago`;
  if (seconds < hour) return `${Math.floor(seconds / minute)} min ago`;
  if (seconds < 2 * day) return `${Math.floor(seconds / hour)} h ago`;
  return `${Math.floor(seconds / day)} d ago`;
}

/** How long ago, with the whole instant in the client's zone as its hint. */
export function ago(at: Date, now: Date, timeZone: string): Markup {
  const full = `${sayInstantInFull(at, timeZone)} (${timeZone})`;
  return markup`<time datetime="${at.toISOString()}" title="${full}" data-ago>${sayAgo(at, now)}</time>`;
}

/** "Mon 23 Nov, 09:12 UTC+1" in the client's zone. */
export function instant(at: Date, timeZone: string): Markup {
  const full = `${sayInstantInFull(at, timeZone)} (${timeZone})`;
  return markup`<time datetime="${at.toISOString()}" title="${full}">${sayInstant(at, timeZone)}</time>`;
}
