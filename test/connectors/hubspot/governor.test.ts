import { describe, expect, test } from "vitest";
import { HubSpotRateLimited } from "../../../connectors/hubspot/errors.ts";
import { createGovernor, type Bucket } from "../../../connectors/hubspot/governor.ts";
import { createOwnLedger, type Ledger, type LeaseRequest } from "../../../connectors/hubspot/ledger.ts";

/** Governors on a clock that moves only when somebody sleeps, and what each request's instant was. */
function startClock(headroomPercent = 0, ledgerOf: (now: () => number) => Ledger = (now) => createOwnLedger(now)) {
  let nowMs = 1_000_000;
  const sentAt: number[] = [];
  const ledger = ledgerOf(() => nowMs);
  const leases: LeaseRequest[] = [];
  const watched: Ledger = {
    lease(request) {
      leases.push(request);
      return ledger.lease(request);
    },
  };
  const sleep = (ms: number) => {
    nowMs += ms;
    return Promise.resolve();
  };
  const open = () =>
    createGovernor({ ledger: watched, headroomPercent: () => headroomPercent, now: () => nowMs, sleep });
  const governor = open();
  return {
    governor,
    open,
    leases,
    sentAt,
    pass: (ms: number) => (nowMs += ms),
    elapsed: () => nowMs - 1_000_000,
    async send(bucket: Bucket, count: number, everyMs = 0, by = governor) {
      for (let call = 0; call < count; call += 1) {
        await by.take(bucket, "GET x");
        sentAt.push(nowMs);
        nowMs += everyMs;
      }
    },
  };
}

/** The most that any window of this length holds. */
function fullestWindow(sentAt: readonly number[], windowMs: number): number {
  return Math.max(...sentAt.map((start) => sentAt.filter((at) => at >= start && at < start + windowMs).length));
}

const headers = (values: Readonly<Record<string, number>>) =>
  new Headers(
    Object.entries(values).map(([name, value]): [string, string] => [`x-hubspot-ratelimit-${name}`, String(value)]),
  );
const professional = headers({ max: 190, remaining: 189, "interval-milliseconds": 10_000 });

describe("no window ever holds more than the allowance", () => {
  test.each([
    ["general", 100, 10_000, 0, 52],
    ["general", 90, 10_000, 10, 52],
    ["general", 100, 10_000, 0, 0],
    ["search", 5, 1_000, 0, 30],
    ["search", 4, 1_000, 10, 0],
    ["associations", 100, 10_000, 0, 7],
  ] as const)(
    "%s: %s in %s ms with a headroom of %s %%, a call each %s ms",
    async (bucket, most, windowMs, headroom, everyMs) => {
      const clock = startClock(headroom);
      await clock.send(bucket, most * 5, everyMs);
      expect(fullestWindow(clock.sentAt, windowMs)).toBeLessThanOrEqual(most);
    },
  );

  test("and hardly less: nine tenths and more are used when there is enough to do", async () => {
    const clock = startClock();
    clock.governor.learn("general", professional);
    await clock.send("general", 190 * 6, 45);
    expect(fullestWindow(clock.sentAt, 10_000)).toBe(190);
    const perWindow = (clock.sentAt.length / (clock.sentAt.at(-1)! - clock.sentAt[0]!)) * 10_000;
    expect(perWindow).toBeGreaterThan(190 * 0.95);
  });

  test("two workers together keep it, whoever is faster", async () => {
    const clock = startClock();
    const second = clock.open();
    for (let round = 0; round < 80; round += 1) {
      await clock.send("general", 3, 11);
      await clock.send("general", 2, 11, second);
    }
    expect(fullestWindow(clock.sentAt, 10_000)).toBeLessThanOrEqual(100);
    expect(fullestWindow(clock.sentAt, 10_000)).toBeGreaterThan(90);
  });

  test("one bucket does not slow another", async () => {
    const clock = startClock();
    await clock.send("general", 100);
    await clock.send("search", 5);
    await clock.send("associations", 100);
    expect(clock.elapsed()).toBe(0);
  });
});

describe("a slice", () => {
  test("is spent from memory: few requests pay for asking the ledger", async () => {
    const clock = startClock();
    await clock.send("general", 95, 10);
    expect(clock.leases.length).toBeLessThan(20);
  });

  test("that was leased and not used is given back", async () => {
    const clock = startClock();
    await clock.send("general", 20, 10);
    clock.pass(5_000);
    await clock.send("general", 1);
    const { ended } = clock.leases.at(-1)!;
    expect(ended).toMatchObject({ sent: expect.any(Number) as number });
    expect(ended!.idleMs).toBeGreaterThanOrEqual(5_000);
  });

  test("is never more than a tenth, so that another worker finds something", async () => {
    const clock = startClock();
    await Promise.all(Array.from({ length: 80 }, () => clock.governor.take("general", "GET x")));
    expect(Math.max(...clock.leases.map(({ wanted }) => wanted))).toBe(10);
  });
});

describe("what the headers say", () => {
  test.each([
    ["the smallest plan until then", null, 90, 90],
    ["a professional portal", professional, 171, 135],
    ["one with the add-on", headers({ max: 250, remaining: 249 }), 225, 180],
    ["an OAuth app", headers({ max: 110, remaining: 109 }), 99, 90],
    ["nonsense", headers({ max: -5 }), 90, 90],
  ])("%s", async (_, learned, general, associations) => {
    const clock = startClock(10);
    if (learned !== null) clock.governor.learn("general", learned);
    await clock.send("general", 1);
    await clock.send("associations", 1);
    expect(clock.leases.map(({ allowance }) => allowance.requests)).toEqual([general, associations]);
  });

  test.each([
    [19, 0],
    [18, 1_000],
  ])("with %s of 190 left, somebody else spends the headroom: a pause of %s ms", async (remaining, pauseMs) => {
    const clock = startClock(10);
    clock.governor.learn("general", headers({ max: 190, remaining, "interval-milliseconds": 10_000 }));
    await clock.send("general", 1);
    expect(clock.elapsed()).toBe(pauseMs);
  });

  test("the day's count goes to the ledger once", async () => {
    const clock = startClock();
    clock.governor.learn("general", headers({ max: 190, remaining: 100, daily: 625_000, "daily-remaining": 400 }));
    await clock.send("general", 1);
    await clock.send("search", 1);
    expect(clock.leases.map(({ daily }) => daily)).toEqual([{ limit: 625_000, remaining: 400 }, null]);
  });
});

test("a pause that HubSpot asks for holds for all who share the ledger, and passes", async () => {
  const clock = startClock();
  await clock.send("search", 1);
  clock.governor.pause("search", 2_000);
  const second = clock.open();
  await clock.send("search", 1);
  expect(clock.elapsed()).toBe(2_000);
  await clock.send("search", 1, 0, second);
  expect(clock.elapsed()).toBe(2_000);
});

test("when the day is spent nobody waits: it is an error that says so", async () => {
  const spent = () => ({ lease: () => Promise.resolve({ sliceId: "1", granted: 0, waitMs: 0, isDaySpent: true }) });
  const { governor } = startClock(10, spent);
  const failure = await governor.take("general", "GET /x").catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(HubSpotRateLimited);
  expect(failure).toMatchObject({ policy: "DAILY", asked: "GET /x" });
});

test("a ledger that breaks is an error for all who wait, and the next one asks it again", async () => {
  let isBroken = true;
  const clock = startClock(0, (now) => {
    const own = createOwnLedger(now);
    return { lease: (request) => (isBroken ? Promise.reject(new Error("no database")) : own.lease(request)) };
  });
  const both = await Promise.allSettled([
    clock.governor.take("general", "GET x"),
    clock.governor.take("general", "GET x"),
  ]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  isBroken = false;
  await clock.send("general", 1);
});
