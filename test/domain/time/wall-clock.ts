import type { BusinessCalendar } from "../../../domain/time/business-time.ts";

const minuteMs = 60_000;

interface WallMinute {
  readonly day: string;
  readonly yesterday: string;
  readonly time: string;
  readonly weekday: number;
}

/** The wall clocks of one zone, minute by minute, as Intl tells them: the slow and plain truth to compare with. */
export interface WallClock {
  readonly timeZone: string;
  readonly from: Date;
  readonly minutes: readonly WallMinute[];
}

/** Reads `days` days of wall clock around an instant. */
export function wallClock(timeZone: string, around: Date, days: number): WallClock {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  } as const);
  const from = new Date(around.getTime() - (days / 2) * 24 * 60 * minuteMs);
  const minutes = Array.from({ length: days * 24 * 60 }, (_, index) => {
    const [day = "", time = ""] = format.format(new Date(from.getTime() + index * minuteMs)).split(", ");
    const midnight = Date.parse(`${day}T00:00:00Z`);
    const yesterday = new Date(midnight - 24 * 60 * minuteMs).toISOString().slice(0, 10);
    return { day, yesterday, time, weekday: new Date(midnight).getUTCDay() };
  });
  return { timeZone, from, minutes };
}

/** The instants at which the clocks of a zone change in a year. */
export function transitions(timeZone: string, year: number): readonly Date[] {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset", hour: "numeric" });
  const offsetAt = (ms: number) => format.formatToParts(ms).find(({ type }) => type === "timeZoneName")!.value;
  const found: Date[] = [];
  const quarterMs = 15 * minuteMs;
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 24 * 60 * minuteMs) {
    if (offsetAt(at) === offsetAt(at + 24 * 60 * minuteMs)) continue;
    let change = at;
    while (offsetAt(change) === offsetAt(change + quarterMs)) change += quarterMs;
    found.push(new Date(change + quarterMs));
  }
  return found;
}

/** Counts the working minutes between two minutes of a wall clock, one after the other. */
export function countWorkingMinutes(clock: WallClock, calendar: BusinessCalendar, from: number, until: number): number {
  if (calendar.hours === null) return Math.max(0, until - from);
  return clock.minutes.slice(from, until).filter((minute) => isWorked(minute, calendar)).length;
}

function isWorked({ day, yesterday, time, weekday }: WallMinute, { hours, holidays }: BusinessCalendar): boolean {
  return hours!.some(({ weekday: opensOn, opens, closes }) => {
    const isOverMidnight = closes <= opens;
    const sinceOpening =
      weekday === opensOn && !holidays.includes(day) && time >= opens && (isOverMidnight || time < closes);
    const afterMidnight =
      isOverMidnight && weekday === (opensOn + 1) % 7 && !holidays.includes(yesterday) && time < closes;
    return sinceOpening || afterMidnight;
  });
}

/** True when the clocks neither skip nor repeat the opening or the closing of any day in sight. */
export function isPlain(clock: WallClock, opens: string, closes: string): boolean {
  const days = [...Map.groupBy(clock.minutes, ({ day }) => day).values()].slice(1, -1);
  return days.every((minutes) =>
    [opens, closes].every((wanted) => wanted === "24:00" || minutes.filter(({ time }) => time === wanted).length === 1),
  );
}
