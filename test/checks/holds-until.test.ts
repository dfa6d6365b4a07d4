import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checks } from "../../checks/index.ts";
import type { BusinessTime } from "../../domain/business-time.ts";
import type { Verdict } from "../../domain/findings/verdict.ts";
import type { Clock } from "../../domain/leads/hand.ts";
import type { CrmRecord } from "../../domain/mirror/records.ts";
import { createBusinessTime } from "../../domain/time/business-time.ts";
import { sameEachDay } from "../domain/time/same-each-day.ts";
import { asOf as now, campaign, deal, verdictOnItem, verdictOnOurWork, verdictOnRecord, lead } from "./around.ts";
import { clockAt } from "../domain/leads/sample-hand.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Weeks around the change of the clocks too; down to the millisecond now and then. */
const instant = fc
  .tuple(fc.integer({ min: -70 * 1440, max: 20 * 1440 }), fc.constantFrom(0, 0, 1, 59_999))
  .map(([minutes, ms]) => new Date(now.getTime() + minutes * minuteMs + ms));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 4 });

const calendar: fc.Arbitrary<BusinessTime> = fc
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
const clocks = fc.array(clock, { maxLength: 4 }).map((some) => some.sort((a, b) => +a.raisedAt - +b.raisedAt));

const contact = fc
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

const midnights = instant.map((at) => new Date(Math.floor(at.getTime() / dayMs) * dayMs));
const aDeal = fc
  .record({
    closeAt: maybe(fc.oneof(instant, midnights)),
    createdAt: maybe(instant),
    nextActivityAt: maybe(instant),
    progress: fc.constantFrom(null, 0.2, 1, 1),
    isClosed: fc.constantFrom(false, false, false, true),
  })
  .map(({ progress, isClosed, ...some }) => ({ ...deal, ...some, stage: { ...deal.stage, progress, isClosed } }));

const own: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    promiseMinutes: fc.constantFrom(1, 60, 480),
    maxUnassignedMinutes: fc.constantFrom(1, 15, 600),
    criticalAfterMinutes: fc.constantFrom(1, 60, 5_000, 100_000),
    lookBackDays: fc.constantFrom(1, 7, 60),
    maxDaysWithoutActivity: fc.constantFrom(1, 30, 365),
    graceDays: fc.constantFrom(0, 7),
    highAfterDays: fc.constantFrom(1, 14),
  },
  { requiredKeys: [] },
);

/** How often each check was seen to say another thing at the very instant that it had named. */
const turns = new Map<string, number>();

/** What is said at an instant must be said at every later one before the verdict runs out. */
function holds(id: string, judge: (asOf: Date) => Verdict, asOf: Date, shares: readonly number[]): void {
  const { holdsUntil, ...said } = judge(asOf);
  if (holdsUntil === undefined) throw new Error(`${id} does not say how long its verdict holds.`);
  if (holdsUntil !== null && holdsUntil <= asOf) throw new Error(`${id} names an instant that has passed.`);
  const spanMs = holdsUntil === null ? 500 * dayMs : +holdsUntil - +asOf;
  for (const share of [...shares, 1]) {
    const later = new Date(+asOf + Math.max(0, Math.floor(spanMs * share) - 1));
    const { holdsUntil: _, ...then } = judge(later);
    expect(then, `${id}: said at ${asOf.toISOString()}, asked at ${later.toISOString()}`).toEqual(said);
  }
  if (holdsUntil === null) return;
  const { holdsUntil: _, ...then } = judge(holdsUntil);
  if (JSON.stringify(then) !== JSON.stringify(said)) turns.set(id, (turns.get(id) ?? 0) + 1);
}

/** Only the settings that a check has. */
function settingsOf(check: (typeof checks)[number], some: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys((check.params as unknown as { shape: object }).shape);
  return Object.fromEntries(Object.entries(some).filter(([name]) => names.includes(name)));
}

describe("while nothing changes but the time, a verdict holds until the instant that it names", () => {
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
  const records = checks.filter(({ kind }) => kind === "record");

  test.each(records.map((check) => ({ id: check.id, check })))("$id", ({ check }) => {
    const subject: fc.Arbitrary<CrmRecord> = check.judges === "deal" ? aDeal : contact;
    fc.assert(
      fc.property(subject, own, calendar, instant, shares, (record, some, businessTime, asOf, at) => {
        const settings = settingsOf(check, some);
        holds(check.id, (when) => verdictOnRecord(check, record, settings, { asOf: when, businessTime }), asOf, at);
      }),
      { numRuns: 400 },
    );
    expect(turns.get(check.id) ?? 0, "verdicts that turned when they ran out").toBeGreaterThan(20);
  });

  test("incremental-judging-differs", () => {
    const check = checks.find(({ id }) => id === "incremental-judging-differs")!;
    const few = fc.constantFrom(0, 0, 3);
    const compared = fc.record({
      asOf: instant,
      records: few,
      verdicts: few,
      counters: few,
      firstDifference: fc.constant(null),
    });
    fc.assert(
      fc.property(maybe(compared), calendar, instant, shares, (comparison, businessTime, asOf, at) => {
        holds(check.id, (when) => verdictOnOurWork(check, comparison, { asOf: when, businessTime }), asOf, at);
      }),
      { numRuns: 300 },
    );
    expect(turns.get(check.id) ?? 0).toBeGreaterThan(20);
  });

  test("campaign-untracked", () => {
    const check = checks.find(({ id }) => id === "campaign-untracked")!;
    const some = fc.record({ startAt: maybe(midnights), endAt: maybe(midnights), utm: fc.constantFrom(null, "a") });
    fc.assert(
      fc.property(some, calendar, instant, shares, (part, businessTime, asOf, at) => {
        const item = { ...campaign, ...part };
        holds(check.id, (when) => verdictOnItem(check, item, [], {}, { asOf: when, businessTime }), asOf, at);
      }),
      { numRuns: 300 },
    );
    expect(turns.get(check.id) ?? 0).toBeGreaterThan(20);
  });
});
