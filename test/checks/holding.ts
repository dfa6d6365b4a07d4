import fc from "fast-check";
import { expect } from "vitest";
import type { Check } from "../../checks/define-check.ts";
import type { BusinessTime } from "../../domain/business-time.ts";
import type { Verdict } from "../../domain/findings/verdict.ts";
import type { Clock } from "../../domain/leads/hand.ts";
import { createBusinessTime } from "../../domain/time/business-time.ts";
import { sameEachDay } from "../domain/time/same-each-day.ts";
import { asOf as now, deal, lead } from "./samples.ts";
import { clockAt } from "../domain/leads/sample-hand.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Weeks around the change of the clocks too; down to the millisecond now and then. */
export const instant = fc
  .tuple(fc.integer({ min: -70 * 1440, max: 20 * 1440 }), fc.constantFrom(0, 0, 1, 59_999))
  .map(([minutes, ms]) => new Date(now.getTime() + minutes * minuteMs + ms));
export const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 4 });

/** Zones, working hours and holidays. */
export const calendar: fc.Arbitrary<BusinessTime> = fc
  .record({
    timeZone: fc.constantFrom("Europe/Berlin", "America/New_York", "Pacific/Auckland", "UTC", "Africa/Cairo"),
    hours: fc.constantFrom(
      null,
      sameEachDay([1, 2, 3, 4, 5], "09:00", "18:00"),
      sameEachDay([0, 6], "22:00", "02:30"),
      sameEachDay([3], "12:00", "13:00"),
    ),
    holidays: fc.subarray(["2026-11-23", "2026-11-25", "2026-11-26", "2026-12-25"]),
  })
  .map(createBusinessTime);

const clock: fc.Arbitrary<Clock> = fc
  .record({
    raisedAt: instant,
    state: fc.constantFrom("waiting", "waiting", "answered", "repeat", "closed", "outside"),
    class: fc.constantFrom("hand", "hand", "unclassified", "other"),
  })
  .map(({ raisedAt, ...more }) => clockAt(raisedAt, more as Partial<Clock>));
export const clocks = fc.array(clock, { maxLength: 4 }).map((some) => some.sort((a, b) => +a.raisedAt - +b.raisedAt));

export const contact = fc
  .record({
    ownerId: maybe(fc.constant("7")),
    lifecycleStage: fc.constantFrom("lead", "lead", "customer"),
    leadStatus: fc.constantFrom(null, null, "UNQUALIFIED"),
    createdAt: maybe(instant),
    raisedHandAt: maybe(instant),
    lastActivityAt: maybe(instant),
    clocks,
  })
  .map((some) => {
    const hands = some.clocks.map((one) => ({ ...one, isRepeat: one.state === "repeat" }));
    return { ...lead, ...some, hands };
  });

export const midnights = instant.map((at) => new Date(Math.floor(at.getTime() / dayMs) * dayMs));
export const aDeal = fc
  .record({
    closeAt: maybe(fc.oneof(instant, midnights)),
    createdAt: maybe(instant),
    nextActivityAt: maybe(instant),
    lastActivityAt: maybe(instant),
    stageEnteredAt: maybe(instant),
    ownerId: maybe(fc.constant("7")),
    contactCount: fc.constantFrom(null, 0, 1),
    amount: fc.constantFrom(null, 0, 100),
    closeDates: fc.array(midnights, { minLength: 1, maxLength: 5 }),
    progress: fc.constantFrom(null, 0.2, 1, 1),
    isClosed: fc.constantFrom(false, false, false, true),
  })
  .map(({ progress, isClosed, closeDates, ...some }) => {
    const past = closeDates.map((value, place) => ({ at: new Date(+now + (place - 90) * dayMs), value, source: null }));
    return { ...deal, ...some, history: { closeAt: past }, stage: { ...deal.stage, progress, isClosed } };
  });

/** Judges one subject at any instant, in one calendar. */
export type JudgeAt = (at: { readonly asOf: Date; readonly businessTime: BusinessTime }) => Verdict;

/**
 * Holds a check to what it says of its own verdicts: while nothing changes but the time, each is the same until the
 * instant that it names, over calendars, instants and whatever `some` draws.
 *
 * @param turns - So many verdicts at least must have become others when they ran out, else nothing was tried. 0 for a
 *   check that time alone never moves.
 */
export function expectToHold<Some>(
  { id }: Pick<Check, "id">,
  some: fc.Arbitrary<Some>,
  judge: (one: Some) => JudgeAt,
  { runs = 300, turns = 20 }: { readonly runs?: number; readonly turns?: number } = {},
): void {
  let turned = 0;
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(some, calendar, instant, shares, (one, businessTime, asOf, at) => {
      if (turnsAtItsEnd(id, (when) => judge(one)({ asOf: when, businessTime }), asOf, at)) turned += 1;
    }),
    { numRuns: runs },
  );
  if (turns > 0) expect(turned, "verdicts that turned when they ran out").toBeGreaterThan(turns);
}

/**
 * What is said at an instant must be said at every later one before the verdict runs out.
 *
 * @returns Whether another thing is said at the very instant that it had named.
 */
function turnsAtItsEnd(id: string, judge: (asOf: Date) => Verdict, asOf: Date, shares: readonly number[]): boolean {
  const { holdsUntil, ...said } = judge(asOf);
  if (holdsUntil === undefined) throw new Error(`${id} does not say how long its verdict holds.`);
  if (holdsUntil !== null && holdsUntil <= asOf) throw new Error(`${id} names an instant that has passed.`);
  const spanMs = holdsUntil === null ? 500 * dayMs : +holdsUntil - +asOf;
  for (const share of [...shares, 1]) {
    const later = new Date(+asOf + Math.max(0, Math.floor(spanMs * share) - 1));
    const { holdsUntil: _, ...then } = judge(later);
    expect(then, `${id}: said at ${asOf.toISOString()}, asked at ${later.toISOString()}`).toEqual(said);
  }
  if (holdsUntil === null) return false;
  const { holdsUntil: _, ...then } = judge(holdsUntil);
  return JSON.stringify(then) !== JSON.stringify(said);
}
