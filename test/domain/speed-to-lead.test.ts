import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Touch } from "../../domain/touch.ts";
import { stillWaiting } from "../../domain/weekly-report.ts";
import { speedToLead, type RaisedHand } from "../../domain/speed-to-lead.ts";
import { createBusinessTime } from "../../domain/time/business-time.ts";
import { callAt } from "./sample-touch.ts";
import { sameEachDay } from "./time/same-each-day.ts";

const asOf = new Date("2026-11-25T15:00:00Z");
const aroundTheClock = createBusinessTime({ timeZone: "UTC", hours: null, holidays: [] });
const ago = (minutes: number) => new Date(asOf.getTime() - minutes * 60_000);
const call = (at: Date): Touch => callAt(at);
const hand = (raisedMinutesAgo: number, ...touchesMinutesAgo: readonly number[]): RaisedHand => ({
  label: `Raised ${raisedMinutesAgo} min ago`,
  url: null,
  raisedAt: ago(raisedMinutesAgo),
  touches: touchesMinutesAgo.map((minutes) => call(ago(minutes))),
});
const measure = (...hands: readonly RaisedHand[]) => speedToLead(hands, 60, asOf, aroundTheClock);

test("nobody asked", () => {
  expect(measure()).toEqual({
    promiseMinutes: 60,
    raised: 0,
    selfBooked: 0,
    answered: 0,
    answeredWithinPromise: 0,
    stillWithinPromise: 0,
    p50Minutes: null,
    p90Minutes: null,
    unanswered: [],
    known: true,
    reason: null,
  });
});

describe("both sides of the promise", () => {
  test.each([
    ["answered in its last minute", hand(200, 140), { answered: 1, answeredWithinPromise: 1 }],
    ["answered a minute late", hand(200, 139), { answered: 1, answeredWithinPromise: 0 }],
    ["still within it", hand(60), { answered: 0, stillWithinPromise: 1, unanswered: [] }],
    ["a minute over it", hand(61), { answered: 0, stillWithinPromise: 0, unanswered: [{ waitedMinutes: 61 }] }],
    ["answered at once", hand(200, 200), { answered: 1, p50Minutes: 0 }],
    ["touched before, not since", hand(200, 300), { answered: 0 }],
    ["touched before and since: the second counts", hand(200, 300, 150), { answered: 1, p50Minutes: 50 }],
    ["a meeting that is still ahead", hand(200, -10), { answered: 0 }],
  ])("%s", (_, one, expected) => {
    expect(measure(one)).toMatchObject({ raised: 1, ...expected });
  });
});

test("percentiles are waits that really happened", () => {
  const waits = [5, 7, 11, 13, 17, 19, 23, 29, 31, 240];
  const hands = waits.map((wait) => hand(1000, 1000 - wait));
  expect(measure(...hands)).toMatchObject({ p50Minutes: 17, p90Minutes: 31 });
  expect(measure(hands[3]!)).toMatchObject({ p50Minutes: 13, p90Minutes: 13 });
});

test("those who still wait stand with the longest wait first, and all are named", () => {
  const { unanswered, raised, answered } = measure(...Array.from({ length: 14 }, (_, index) => hand(100 + index)));
  expect(unanswered.map(({ waitedMinutes }) => waitedMinutes)).toEqual(Array.from({ length: 14 }, (_, index) => 113 - index));
  expect(stillWaiting(measure(...Array.from({ length: 14 }, (_, index) => hand(100 + index))))).toBe(14);
  expect([raised, answered]).toEqual([14, 0]);
});

test("a meeting that the lead booked by itself is counted beside the others, and makes nobody faster", () => {
  const booked = { ...hand(200), touches: [callAt(ago(-600), { kind: "meeting", bookedAt: ago(199), isSelfBooked: true })] };
  expect(measure(booked, hand(200, 150))).toMatchObject({
    raised: 1,
    selfBooked: 1,
    answered: 1,
    p50Minutes: 50,
    unanswered: [],
  });
});

test("waits are counted in the client's own hours", () => {
  const hours = sameEachDay([1, 2, 3, 4, 5], "09:00", "18:00");
  const office = createBusinessTime({ timeZone: "Europe/Berlin", hours, holidays: [] });
  const overNight: RaisedHand = {
    label: "Ana",
    url: null,
    raisedAt: new Date("2026-11-24T16:30:00Z"),
    touches: [call(new Date("2026-11-25T08:15:00Z"))],
  };
  expect(speedToLead([overNight], 60, asOf, office)).toMatchObject({ p50Minutes: 45, answeredWithinPromise: 1 });
});

test("every hand is answered, still within the promise, or waiting; the order of the hands does not matter", () => {
  const some = fc
    .tuple(fc.nat(59), fc.option(fc.nat(59)))
    .map(([raised, touched]) => hand(raised * 3, ...(touched === null ? [] : [touched * 3])));
  fc.assert(
    fc.property(fc.array(some, { maxLength: 9 }), (hands) => {
      const { raised, answered, answeredWithinPromise, stillWithinPromise, unanswered, p50Minutes, p90Minutes } = measure(
        ...hands,
      );
      expect(answered + stillWithinPromise + unanswered.length).toBe(raised);
      expect(answeredWithinPromise).toBeLessThanOrEqual(answered);
      expect(p50Minutes ?? 0).toBeLessThanOrEqual(p90Minutes ?? 0);
      expect(measure(...hands.toReversed())).toMatchObject({ answered, p50Minutes, p90Minutes });
    }),
  );
});
