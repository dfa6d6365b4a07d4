import type { Agenda } from "./agenda.ts";
import type { Chronicle } from "./chronicle.ts";
import type { DatedWrite } from "../model/write.ts";

const writesPerPortion = 2000;

/**
 * The engine of every life: takes what was planned in the order of time, lets it happen, and hands out what was written
 * in portions. What happens may plan more.
 */
export function* carryOut(agenda: Agenda, chronicle: Chronicle, until: number): Generator<readonly DatedWrite[]> {
  for (let next = agenda.next(until); next; next = agenda.next(until)) {
    chronicle.moveTo(next.at);
    next.act();
    if (chronicle.length >= writesPerPortion) yield chronicle.take();
  }
  yield chronicle.take();
}
