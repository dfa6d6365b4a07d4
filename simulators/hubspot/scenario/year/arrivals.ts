import type { Random } from "../../../random.ts";
import { fillInForm } from "./inbound.ts";
import { addByHand, importList, listEvery } from "./outbound.ts";
import type { Year } from "./year.ts";

/** How newcomers of a workday come; on other days they come by form only. */
const byForm = 0.68;
const byHand = 0.12;

/** Plans each day on its morning, so that only one day's visitors are ever thought of. */
export function planArrivals(year: Year): void {
  const random = year.chance("arrivals");
  let waitingForList = 0;
  let listedAt = year.beginsAt;
  const days = year.calendar.days;
  const beginDay = (index: number): void => {
    const day = days[index]!;
    const isWorkday = year.time.isWorkday(day);
    for (let count = year.calendar.arrivalsOn(day); count > 0; count--) {
      const how = isWorkday ? random.next() : 0;
      if (how < byForm) at(visitMinute(year, random), () => fillInForm(year, random));
      else if (how < byForm + byHand) at(workMinute(year, random), () => addByHand(year, random));
      else waitingForList++;
    }
    const isLast = index === days.length - 1;
    if (waitingForList > 0 && isWorkday && (isLast || year.chronicle.now - listedAt > listEvery)) {
      const people = waitingForList;
      [waitingForList, listedAt] = [0, year.chronicle.now];
      at(workMinute(year, random), () => importList(year, random, people));
    }
    if (!isLast) plan(index + 1);

    function at(minute: number, act: () => void): void {
      const instant = year.time.at(day, minute) + random.integer(0, 59) * 1000;
      if (instant >= year.chronicle.now) year.agenda.plan(instant, act);
      else year.agenda.plan(year.chronicle.now, act);
    }
  };
  const plan = (index: number) =>
    year.agenda.plan(Math.max(year.beginsAt, year.time.at(days[index]!, 0)), () => beginDay(index));
  plan(0);
}

/**
 * Most people write during the day, some in the evening, few at night. A shop that never closes hears from them at any
 * hour.
 */
function visitMinute({ profile: { hours } }: Year, random: Random): number {
  if (hours.opens === 0) return random.integer(0, 1439);
  return random.weighted([
    [random.integer(540, 1020), 75],
    [random.integer(1021, 1320), 18],
    [random.integer(360, 539), 5],
    [random.integer(0, 359), 2],
  ]);
}

const workMinute = ({ profile: { hours } }: Year, random: Random): number =>
  hours.opens === 0 ? random.integer(480, 1200) : random.integer(hours.opens + 10, hours.closes - 40);
