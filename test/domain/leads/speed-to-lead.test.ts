import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stillWaiting } from "../../../domain/reporting/weekly-report.ts";
import { speedToLead, type RaisedHand } from "../../../domain/leads/speed-to-lead.ts";
import { createBusinessTime } from "../../../domain/time/business-time.ts";
import { sameEachDay } from "../time/same-each-day.ts";

const asOf = new Date("2026-11-25T15:00:00Z");
const aroundTheClock = createBusinessTime({ timeZone: "UTC", hours: null, holidays: [] });
const ago = (minutes: number) => new Date(asOf.getTime() - minutes * 60_000);
const hand = (
  raisedMinutesAgo: number,
  answeredMinutesAgo: number | null = null,
  more: Partial<RaisedHand> = {},
): RaisedHand => ({
  label: `Raised ${raisedMinutesAgo} min ago`,
  url: null,
  raisedAt: ago(raisedMinutesAgo),
  contacts: 1,
  isHistoryCut: false,
  how: "form",
  class: "hand",
  state: answeredMinutesAgo === null ? "waiting" : "answered",
  endedAt: answeredMinutesAgo === null ? null : ago(answeredMinutesAgo),
  answeredBy: answeredMinutesAgo === null ? null : "human",
  ...more,
});
const from = ago(10_000);
const measure = (...hands: readonly RaisedHand[]) => speedToLead(hands, 60, { from, until: asOf }, aroundTheClock);

test("nobody asked", () => {
  expect(measure()).toEqual({
    promiseMinutes: 60,
    raised: 0,
    carried: 0,
    unclassified: 0,
    selfBooked: 0,
    closed: 0,
    closedLate: 0,
    outside: 0,
    asksNothing: 0,
    leftOut: 0,
    historyCut: 0,
    answered: 0,
    answeredWithinPromise: 0,
    stillWithinPromise: 0,
    p50Minutes: null,
    p90Minutes: null,
    unanswered: [],
    answeredLate: [],
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
    ["answered after the time that is measured", hand(200, -1), { answered: 0, unanswered: [{ waitedMinutes: 200 }] }],
    ["answered late, it is named", hand(200, 100), { answered: 1, answeredLate: [{ waitedMinutes: 100 }] }],
    ["nobody has said what it asks for", hand(200, 150, { class: "unclassified" }), { answered: 1, unclassified: 1 }],
    [
      "closed after the promise",
      hand(200, 139, { state: "closed" }),
      { answered: 0, closed: 1, closedLate: 1, unanswered: [] },
    ],
  ])("%s", (_, one, expected) => {
    expect(measure(one)).toMatchObject({ raised: 1, ...expected });
  });
});

test.each([
  ["a newsletter", hand(200, null, { class: "other" }), { asksNothing: 1, leftOut: 0 }],
  [
    "a newsletter behind which HubSpot knows nothing",
    hand(200, null, { class: "other", isHistoryCut: true }),
    { historyCut: 1 },
  ],
  [
    "contacts of an import",
    hand(200, null, { class: "other", how: "import", contacts: 340 }),
    { asksNothing: 0, leftOut: 340 },
  ],
  ["a person in no lead stage", hand(200, null, { state: "outside" }), { outside: 1 }],
  ["a form that was sent again while the first waits", hand(200, null, { state: "repeat" }), {}],
  ["a lead that was closed within the promise", hand(200, 140, { state: "closed" }), { closed: 1, closedLate: 0 }],
  ["a meeting that the lead booked", hand(200, 199, { answeredBy: "self-booked" }), { selfBooked: 1 }],
  ["a hand raised after it", hand(-1), {}],
])("counted beside the others: %s", (_, one, beside) => {
  expect(measure(one, hand(200, 150))).toMatchObject({ raised: 1, answered: 1, p50Minutes: 50, ...beside });
});

describe("whose promise runs on into the week", () => {
  const of = (...hands: readonly RaisedHand[]) =>
    speedToLead(hands, 60, { from: ago(100), until: asOf }, aroundTheClock);
  test.each([
    ["is counted in it", hand(160), { raised: 1, carried: 1, unanswered: [{ waitedMinutes: 160 }] }],
    ["is not, when it ran out the minute before", hand(161), { raised: 0, carried: 0 }],
    ["is not, when it was answered before", hand(160, 101), { raised: 0 }],
    ["is, when it was answered at its beginning", hand(160, 100), { raised: 1, answered: 1, answeredWithinPromise: 1 }],
    ["is not carried when it was raised in it", hand(100), { raised: 1, carried: 0 }],
    ["asks for nothing, as in its own week", hand(120, null, { class: "other" }), { raised: 0, asksNothing: 0 }],
    [
      "has a history that is cut, which its own week says",
      hand(120, null, { isHistoryCut: true }),
      { carried: 1, historyCut: 0 },
    ],
    ["is in no lead stage, which its own week says", hand(120, null, { state: "outside" }), { raised: 0, outside: 0 }],
    ["was left out, which its own week says", hand(120, null, { class: "other", how: "import" }), { leftOut: 0 }],
  ])("%s", (_, one, expected) => {
    expect(of(one)).toMatchObject(expected);
  });

  test("each hand's promise is judged in one week, whenever it was raised", () => {
    for (let minutes = 0; minutes < 300; minutes += 7) {
      const week = (until: number) =>
        speedToLead([hand(minutes)], 60, { from: ago(until + 100), until: ago(until) }, aroundTheClock);
      const due = [200, 100, 0].map((until) => week(until).raised - week(until).stillWithinPromise);
      expect(due.reduce((sum, count) => sum + count, 0)).toBe(minutes > 60 ? 1 : 0);
    }
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
  expect(unanswered.map(({ waitedMinutes }) => waitedMinutes)).toEqual(
    Array.from({ length: 14 }, (_, index) => 113 - index),
  );
  expect(stillWaiting(measure(...Array.from({ length: 14 }, (_, index) => hand(100 + index))))).toBe(14);
  expect([raised, answered]).toEqual([14, 0]);
});

test("waits are counted in the client's own hours", () => {
  const hours = sameEachDay([1, 2, 3, 4, 5], "09:00", "18:00");
  const office = createBusinessTime({ timeZone: "Europe/Berlin", hours, holidays: [] });
  const overNight: RaisedHand = {
    label: "Ana",
    url: null,
    raisedAt: new Date("2026-11-24T16:30:00Z"),
    contacts: 1,
    isHistoryCut: false,
    how: "form",
    class: "hand",
    state: "answered",
    endedAt: new Date("2026-11-25T08:15:00Z"),
    answeredBy: "human",
  };
  expect(speedToLead([overNight], 60, { from, until: asOf }, office)).toMatchObject({
    p50Minutes: 45,
    answeredWithinPromise: 1,
  });
});

test("every hand is answered, still within the promise, or waiting; the order of the hands does not matter", () => {
  const some = fc
    .tuple(fc.nat(59), fc.option(fc.nat(59)))
    .map(([raised, touched]) => hand(raised * 3, touched === null ? null : Math.min(touched, raised) * 3));
  fc.assert(
    fc.property(fc.array(some, { maxLength: 9 }), (hands) => {
      const { raised, answered, answeredWithinPromise, stillWithinPromise, unanswered, p50Minutes, p90Minutes } =
        measure(...hands);
      expect(answered + stillWithinPromise + unanswered.length).toBe(raised);
      expect(answeredWithinPromise).toBeLessThanOrEqual(answered);
      expect(p50Minutes ?? 0).toBeLessThanOrEqual(p90Minutes ?? 0);
      expect(measure(...hands.toReversed())).toMatchObject({ answered, p50Minutes, p90Minutes });
    }),
  );
});

test("a hand that was counted in the hours of a team waits in these", () => {
  const asleep = { ...aroundTheClock, team: "Tokyo", minutesBetween: () => 59 };
  const ofTeams = { ...aroundTheClock, ofTeam: (team: string) => (team === "Tokyo" ? asleep : undefined) };
  const ofWeek = (hoursOf: string | null) =>
    speedToLead([hand(120, 10, { hoursOf })], 60, { from, until: asOf }, ofTeams).p50Minutes;
  expect([ofWeek(null), ofWeek("Tokyo"), ofWeek("a team that is no more")]).toEqual([110, 59, 110]);
});
