import { pluralOf } from "./plural.ts";
const minutesPerDay = 24 * 60;

/** A span of calendar minutes as people say it: "42 min", "3 h 5 min", "2 d 4 h". */
export function sayMinutes(minutes: number): string {
  if (minutes < minutesPerDay) return sayBusinessMinutes(minutes);
  const days = Math.floor(minutes / minutesPerDay);
  const hours = Math.floor((minutes % minutesPerDay) / 60);
  return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
}

/**
 * A span of business minutes: "42 min", "50 h 5 min". Never days, because a business day differs from client to client.
 */
export function sayBusinessMinutes(minutes: number): string {
  if (minutes < 1) return "less than a minute";
  const hours = Math.floor(minutes / 60);
  const rest = Math.floor(minutes % 60);
  if (hours === 0) return `${rest} min`;
  return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
}

/** "1 day", "3 days". */
export function countOf(count: number, one: string, many = pluralOf(one)): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "1st", "2nd", "3rd", "11th". */
export function ordinal(number: number): string {
  const isTeen = number % 100 > 10 && number % 100 < 14;
  return `${number}${(isTeen ? undefined : ["th", "st", "nd", "rd"][number % 10]) ?? "th"}`;
}
