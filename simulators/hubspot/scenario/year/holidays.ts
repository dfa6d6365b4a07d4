/** Days off of a country, as days at UTC midnight. */

const dayMs = 86_400_000;

export type Country = "Germany" | "United States" | "none";

/** The public holidays of one year, such as "2026-12-25". */
export function holidaysOf(country: Country, year: number): readonly string[] {
  const easter = easterSunday(year);
  const fromEaster = (days: number) => dayText(easter + days * dayMs);
  switch (country) {
    case "Germany":
      // 24 and 31 December are no public holidays, and no office is open.
      return [
        ...["01-01", "05-01", "10-03", "12-24", "12-25", "12-26", "12-31"].map((day) => `${year}-${day}`),
        ...[-2, 1, 39, 50].map(fromEaster),
      ];
    case "United States":
      return [
        ...["01-01", "06-19", "07-04", "11-11", "12-25"].map((day) => `${year}-${day}`),
        nthMonday(year, 1, 3),
        nthMonday(year, 2, 3),
        lastMonday(year, 5),
        nthMonday(year, 9, 1),
        nthMonday(year, 10, 2),
        nthWeekday(year, 11, 4, 4),
      ];
    case "none":
      return [];
  }
}

/** Gregorian Easter by the method of Meeus, Jones and Butcher. */
export function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moon =
    (19 * golden +
      century -
      Math.floor(century / 4) -
      Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) +
      15) %
    30;
  const week = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - moon - (inCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * moon + 22 * week) / 451);
  const day = moon + week - 7 * shift + 114;
  return Date.UTC(year, Math.floor(day / 31) - 1, (day % 31) + 1);
}

const nthMonday = (year: number, month: number, count: number): string => nthWeekday(year, month, 1, count);

function nthWeekday(year: number, month: number, weekday: number, count: number): string {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return dayText(Date.UTC(year, month - 1, 1 + ((weekday - first + 7) % 7) + (count - 1) * 7));
}

function lastMonday(year: number, month: number): string {
  const last = new Date(Date.UTC(year, month, 0));
  return dayText(last.getTime() - ((last.getUTCDay() + 6) % 7) * dayMs);
}

const dayText = (day: number): string => new Date(day).toISOString().slice(0, 10);
