/**
 * The one way in which an instant is written for people: in a zone, with its distance from UTC, so that two readers in
 * two places never mean two moments. "CST" or "IST" would name several zones each.
 */

/** Making one costs a hundred times what using it does. */
const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * "Mon 23 Nov, 09:12 UTC+1" in the zone. It names no year: use `sayInstantInFull` where the reader may be far from it.
 */
export function sayInstant(at: Date | string, timeZone: string): string {
  const { weekday, day, month, hour, minute, zone } = partsOf(at, timeZone);
  return `${weekday} ${day} ${month}, ${hour}:${minute} ${zone}`;
}

/** "Mon 23 Nov 2026, 09:12:05 UTC+1" in the zone, for method boxes and hints. */
export function sayInstantInFull(at: Date | string, timeZone: string): string {
  const { weekday, day, month, year, hour, minute, second, zone } = partsOf(at, timeZone);
  return `${weekday} ${day} ${month} ${year}, ${hour}:${minute}:${second} ${zone}`;
}

/** "09:12 UTC+1" where the day is plain from the context. */
export function sayTime(at: Date | string, timeZone: string): string {
  const { hour, minute, zone } = partsOf(at, timeZone);
  return `${hour}:${minute} ${zone}`;
}

function partsOf(at: Date | string, timeZone: string) {
  const named = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
  return {
    weekday: named["weekday"]!.slice(0, 3),
    day: named["day"]!,
    month: named["month"]!.slice(0, 3),
    year: named["year"]!,
    hour: named["hour"]!,
    minute: named["minute"]!,
    second: named["second"]!,
    zone: sayOffset(named["timeZoneName"]!),
  };
}

/** "GMT+01:00" → "UTC+1", "GMT+05:30" → "UTC+5:30", "GMT" → "UTC". */
function sayOffset(gmt: string): string {
  const { sign, hours, minutes } = /^GMT(?<sign>[+-])(?<hours>\d\d):(?<minutes>\d\d)/.exec(gmt)?.groups ?? {};
  if (sign === undefined || (hours === "00" && minutes === "00")) return "UTC";
  return `UTC${sign}${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`;
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "longOffset",
  });
  formats.set(timeZone, format);
  return format;
}
