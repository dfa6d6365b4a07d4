import { changeThatHits, clockChanges, nextSafeTime, type ClockChange } from "../domain/time/clock-changes.ts";
import type { ConfigFault } from "./config-faults.ts";
import { textAt } from "./raw.ts";
import type { ConfigFiles } from "./read-files.ts";
import { clockPattern } from "./schema/clock-time.ts";
import { isTimeZone } from "./schema/time-zone.ts";
import type { YamlFile } from "./yaml-file.ts";

/** For so many years ahead the rules of a time zone are known well enough to plan by. */
const yearsAhead = 5;

/** What happens once a day, as written by the client or by the fleet. */
const dailyTimes = [
  { path: ["cadences", "daily"], inFleet: true },
  { path: ["cadences", "hourly"], inFleet: true },
  { path: ["cadences", "fast"], inFleet: true },
  { path: ["report", "at"], inFleet: false },
] as const;

/**
 * Times of day that the clocks of the client's own zone skip or repeat: on such a day an audit or a report would not
 * happen, or would happen twice.
 *
 * @param firstYear - From which year on changes of the clocks count; this year when it is left out.
 */
export function findClockFaults(
  { fleet, clients }: ConfigFiles,
  firstYear = new Date().getUTCFullYear(),
): readonly ConfigFault[] {
  const faults = clients.flatMap(({ file }) => {
    const timeZone = textAt(file.value, ["timeZone"]);
    if (timeZone === null || !isTimeZone(timeZone)) return [];
    return dailyTimes.flatMap(({ path, inFleet }) => {
      const own = textAt(file.value, path);
      const source: YamlFile | null = own !== null || !inFleet ? file : fleet;
      const time = own ?? (source === null ? null : textAt(source.value, path));
      if (source === null || time === null || !clockPattern.test(time)) return [];
      const changes = clockChanges(timeZone, firstYear, firstYear + yearsAhead);
      const hit = changeThatHits(time, changes);
      return hit === undefined ? [] : [source.fault(path, sayHit(time, timeZone, hit, nextSafeTime(time, changes)))];
    });
  });
  // What the fleet sets is said once for each zone, however many clients share it.
  return [...new Map(faults.map((fault) => [`${fault.file} ${fault.path} ${fault.message}`, fault])).values()];
}

function sayHit(time: string, timeZone: string, { skips }: ClockChange, safe: string): string {
  const what = skips ? "does not exist on the day the clocks go forward" : "comes twice on the day the clocks go back";
  return `"${time}" ${what} in ${timeZone}, so that day would be ${skips ? "skipped" : "run twice"}. The next safe time is "${safe}".`;
}
