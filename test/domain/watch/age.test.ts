import { describe, expect, test } from "vitest";
import { dailyPeriod } from "../../../domain/time/daily-period.ts";
import { ageOf, clientAge, intervalPeriod, type ReadingFacts } from "../../../domain/watch/age.ts";

const readAt = new Date("2026-11-23T06:00:00Z");
const minuteMs = 60_000;
const after = (minutes: number) => new Date(readAt.getTime() + minutes * minuteMs);
const secondsAfter = (minutes: number, seconds: number) => new Date(after(minutes).getTime() + seconds * 1_000);

const facts = (own: Partial<ReadingFacts> = {}): ReadingFacts => ({
  completeAt: readAt,
  dueSince: readAt,
  pause: null,
  copy: null,
  ...own,
});
const fast = intervalPeriod(5 * minuteMs);
const hourly = intervalPeriod(60 * minuteMs);
const daily = dailyPeriod("UTC");
const brief = ({ state, isChecked, isDueToTell }: ReturnType<typeof ageOf>) => ({ state, isChecked, isDueToTell });

describe("from the last complete reading", () => {
  test.each([
    // Late after 1.5 times the cadence, told after 2 times and five minutes, not checked after 3 times.
    { cadence: "fast", period: fast, at: after(0), state: "fresh", isChecked: true, isDueToTell: false },
    { cadence: "fast", period: fast, at: secondsAfter(7, 30), state: "fresh", isChecked: true, isDueToTell: false },
    { cadence: "fast", period: fast, at: secondsAfter(7, 31), state: "late", isChecked: true, isDueToTell: false },
    { cadence: "fast", period: fast, at: after(15), state: "late", isChecked: true, isDueToTell: false },
    {
      cadence: "fast",
      period: fast,
      at: secondsAfter(15, 1),
      state: "not-checked",
      isChecked: false,
      isDueToTell: true,
    },
    { cadence: "hourly", period: hourly, at: after(90), state: "fresh", isChecked: true, isDueToTell: false },
    { cadence: "hourly", period: hourly, at: secondsAfter(90, 1), state: "late", isChecked: true, isDueToTell: false },
    { cadence: "hourly", period: hourly, at: after(125), state: "late", isChecked: true, isDueToTell: false },
    { cadence: "hourly", period: hourly, at: secondsAfter(125, 1), state: "told", isChecked: true, isDueToTell: true },
    { cadence: "hourly", period: hourly, at: after(180), state: "told", isChecked: true, isDueToTell: true },
    {
      cadence: "hourly",
      period: hourly,
      at: secondsAfter(180, 1),
      state: "not-checked",
      isChecked: false,
      isDueToTell: true,
    },
    { cadence: "daily", period: daily, at: after(36 * 60), state: "fresh", isChecked: true, isDueToTell: false },
    {
      cadence: "daily",
      period: daily,
      at: secondsAfter(36 * 60, 1),
      state: "late",
      isChecked: true,
      isDueToTell: false,
    },
    { cadence: "daily", period: daily, at: after(48 * 60 + 5), state: "late", isChecked: true, isDueToTell: false },
    {
      cadence: "daily",
      period: daily,
      at: secondsAfter(48 * 60 + 5, 1),
      state: "told",
      isChecked: true,
      isDueToTell: true,
    },
    { cadence: "daily", period: daily, at: after(72 * 60), state: "told", isChecked: true, isDueToTell: true },
    {
      cadence: "daily",
      period: daily,
      at: secondsAfter(72 * 60, 1),
      state: "not-checked",
      isChecked: false,
      isDueToTell: true,
    },
  ])("a $cadence reading of 06:00 is $state at $at", ({ period, at, ...expected }) => {
    expect(brief(ageOf(facts(), period, at))).toEqual({
      state: expected.state,
      isChecked: expected.isChecked,
      isDueToTell: expected.isDueToTell,
    });
  });

  test("a cadence of a few seconds counts as a minute, because a run takes longer than that", () => {
    const quick = intervalPeriod(5_000);
    expect(ageOf(facts(), quick, secondsAfter(1, 30)).state).toBe("fresh");
    expect(ageOf(facts(), quick, secondsAfter(1, 31)).state).toBe("late");
    expect(brief(ageOf(facts(), quick, secondsAfter(3, 1)))).toEqual({
      state: "not-checked",
      isChecked: false,
      isDueToTell: false,
    });
    expect(ageOf(facts(), quick, secondsAfter(7, 1)).isDueToTell).toBe(true);
  });

  test.each([
    { how: "a little ahead, as another machine's clock may be", ahead: 5, state: "fresh" },
    { how: "more than a period ahead: some clock is wrong, and it proves nothing", ahead: 6, state: "not-checked" },
  ])("a reading that lies $how", ({ ahead, state }) => {
    expect(ageOf(facts(), fast, after(-ahead)).state).toBe(state);
  });
});

describe("days on which the clocks change", () => {
  // A daily audit at 06:00 local time; each row is the instant of one and that of the next.
  test.each([
    { zone: "Europe/Berlin", hours: 25, from: "2026-10-24T04:00:00Z", next: "2026-10-25T05:00:00Z" },
    { zone: "Europe/Berlin", hours: 23, from: "2026-03-28T05:00:00Z", next: "2026-03-29T04:00:00Z" },
    { zone: "America/Los_Angeles", hours: 25, from: "2026-10-31T13:00:00Z", next: "2026-11-01T14:00:00Z" },
    { zone: "Australia/Lord_Howe", hours: 24.5, from: "2026-04-03T19:00:00Z", next: "2026-04-04T19:30:00Z" },
    { zone: "Asia/Tokyo", hours: 24, from: "2026-10-24T21:00:00Z", next: "2026-10-25T21:00:00Z" },
  ])("a day of $hours h in $zone is one period", ({ zone, from, next }) => {
    expect(dailyPeriod(zone).after(new Date(from), 1)).toEqual(new Date(next));
  });

  test("nothing is late or told because a day had 25 hours", () => {
    const berlin = dailyPeriod("Europe/Berlin");
    const before = new Date("2026-10-24T04:00:00Z");
    const age = ageOf(facts({ completeAt: before, dueSince: before }), berlin, before);
    expect(age.lateAt).toEqual(new Date("2026-10-25T17:00:00Z"));
    expect(age.tellAt).toEqual(new Date("2026-10-26T05:05:00Z"));
    expect(age.notCheckedAt).toEqual(new Date("2026-10-27T05:00:00Z"));
  });
});

describe("before the first complete reading", () => {
  test.each([
    { when: "no audit has met the client", own: { dueSince: null }, at: after(10_000), state: "waiting", tells: false },
    { when: "it was only just switched on", own: {}, at: after(90), state: "waiting", tells: false },
    { when: "it should have come by now", own: {}, at: after(91), state: "late", tells: false },
    { when: "the operator is due to hear of it", own: {}, at: after(126), state: "told", tells: true },
    { when: "it never came", own: {}, at: after(181), state: "not-checked", tells: true },
  ])("$when: $state, and never green", ({ own, at, state, tells }) => {
    const age = ageOf(facts({ completeAt: null, ...own }), hourly, at);
    expect(brief(age)).toEqual({ state, isChecked: false, isDueToTell: tells });
  });

  test("what is due only since an upgrade or the end of a pause is old at once, and told after its own two periods", () => {
    const unpaused = facts({ dueSince: after(1_000) });
    expect(brief(ageOf(unpaused, hourly, after(1_125)))).toEqual({
      state: "not-checked",
      isChecked: false,
      isDueToTell: false,
    });
    expect(ageOf(unpaused, hourly, after(1_126)).isDueToTell).toBe(true);
  });
});

describe("a pause that an operator set", () => {
  const pause = { since: readAt, note: "migration until Friday" };
  test.each([
    { at: after(10), isChecked: true },
    { at: after(180), isChecked: true },
    { at: after(181), isChecked: false },
  ])("counts as paused at $at and raises no alarm; green ends with the reading's age", ({ at, isChecked }) => {
    const age = ageOf(facts({ pause }), hourly, at);
    expect(brief(age)).toEqual({ state: "paused", isChecked, isDueToTell: false });
    expect(age.pause).toEqual(pause);
  });

  test("before the first reading it is paused too", () => {
    expect(ageOf(facts({ completeAt: null, dueSince: null, pause }), hourly, after(1)).state).toBe("paused");
  });
});

describe("a long copy", () => {
  const copy = (own: { beganAt?: Date; movedAt: Date }) => ({ beganAt: after(60), ...own });
  test.each([
    { when: "moves", copy: copy({ movedAt: after(140) }), at: after(150), state: "copying", isChecked: true },
    {
      when: "stored its last page ten minutes ago",
      copy: copy({ movedAt: after(140) }),
      at: after(150),
      state: "copying",
      isChecked: true,
    },
    {
      when: "has been silent for longer",
      copy: copy({ movedAt: after(140) }),
      at: secondsAfter(150, 1),
      state: "told",
      isChecked: true,
    },
    {
      when: "moves past three periods: no green, and no alarm",
      copy: copy({ movedAt: after(299) }),
      at: after(300),
      state: "copying",
      isChecked: false,
    },
    {
      when: "began when the operator was due to be told",
      copy: copy({ beganAt: after(125), movedAt: after(140) }),
      at: after(141),
      state: "copying",
      isChecked: true,
    },
    {
      when: "began only after that",
      copy: copy({ beganAt: after(126), movedAt: after(140) }),
      at: after(141),
      state: "told",
      isChecked: true,
    },
    {
      when: "moves while the reading is young anyway",
      copy: copy({ movedAt: after(80) }),
      at: after(85),
      state: "fresh",
      isChecked: true,
    },
  ])("$when: $state", ({ copy, at, state, isChecked }) => {
    expect(ageOf(facts({ copy }), hourly, at)).toMatchObject({ state, isChecked, isDueToTell: state === "told" });
  });
});

describe("a client as a whole", () => {
  const old = ageOf(facts(), fast, after(60));
  const fresh = ageOf(facts(), hourly, after(60));
  const young = ageOf(facts({ completeAt: null, dueSince: after(50) }), daily, after(60));
  const never = ageOf(facts({ completeAt: null, dueSince: null }), daily, after(60));
  test.each([
    { when: "all are fresh", ages: { hourly: fresh }, state: "fresh", isChecked: true, cadence: "hourly" },
    {
      when: "one is not checked",
      ages: { hourly: fresh, fast: old },
      state: "not-checked",
      isChecked: false,
      cadence: "fast",
    },
    {
      when: "one was only just switched on",
      ages: { hourly: fresh, daily: young },
      state: "waiting",
      isChecked: true,
      cadence: "daily",
    },
    { when: "nothing was ever read", ages: { daily: never }, state: "waiting", isChecked: false, cadence: "daily" },
  ])("$when", ({ ages, state, isChecked, cadence }) => {
    const whole = clientAge(new Map(Object.entries(ages)));
    expect(whole).toMatchObject({ state, isChecked });
    expect(whole.worst?.cadence).toBe(cadence);
  });

  test("no cadence at all is no proof either", () => {
    expect(clientAge(new Map())).toMatchObject({ state: "waiting", isChecked: false, worst: null, completeAt: null });
  });
});
