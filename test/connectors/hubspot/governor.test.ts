import { describe, expect, test } from "vitest";
import { createGovernor } from "../../../connectors/hubspot/governor.ts";

/** A clock that moves only when somebody sleeps. */
function startClock() {
  let nowMs = 1_000_000;
  const slept: number[] = [];
  const governor = createGovernor(
    () => nowMs,
    (ms) => {
      slept.push(ms);
      nowMs += ms;
      return Promise.resolve();
    },
  );
  return { governor, slept, pass: (ms: number) => (nowMs += ms), elapsed: () => nowMs - 1_000_000 };
}
const headers = (remaining: number | null, max: number | null, interval: number | null = 10_000) => {
  const named = {
    "x-hubspot-ratelimit-remaining": remaining,
    "x-hubspot-ratelimit-max": max,
    "x-hubspot-ratelimit-interval-milliseconds": interval,
  };
  return new Headers(
    Object.entries(named).flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, String(value)]])),
  );
};

describe("what carries no headers is paced by its documented limit", () => {
  test.each([
    ["search", 4],
    ["associations", 10],
  ] as const)("%s: %s in a second", async (bucket, perSecond) => {
    const { governor, slept, elapsed } = startClock();
    for (let call = 0; call < perSecond; call += 1) await governor.take(bucket);
    expect(slept).toEqual([]);
    await governor.take(bucket);
    expect(elapsed()).toBe(1000);
    for (let call = 0; call < perSecond * 3; call += 1) await governor.take(bucket);
    expect(elapsed()).toBe(4000);
  });

  test("a second later there is a place again, and one bucket does not slow another", async () => {
    const { governor, slept, pass } = startClock();
    for (let call = 0; call < 4; call += 1) await governor.take("search");
    await governor.take("associations");
    await governor.take("general");
    pass(1000);
    await governor.take("search");
    expect(slept).toEqual([]);
  });
});

describe("everything else learns from what the portal has left for all of its tools", () => {
  test.each([
    ["plenty", headers(150, 190), 0],
    ["one more than a tenth", headers(20, 190), 0],
    ["a tenth", headers(19, 190), 1000],
    ["nothing", headers(0, 190), 1000],
    ["nothing, in a shorter window", headers(0, 190, 5_000), 500],
    ["nothing, and no window named", headers(0, 190, null), 1000],
    ["no headers at all", headers(null, null), 0],
    ["headers that make no sense", headers(0, 0), 0],
  ])("%s left", async (_, seen, waitedMs) => {
    const { governor, elapsed } = startClock();
    governor.learn(seen);
    await governor.take("general");
    expect(elapsed()).toBe(waitedMs);
  });

  test("of two answers the one that asks for more patience counts", async () => {
    const { governor, elapsed } = startClock();
    governor.learn(headers(0, 190, 10_000));
    governor.learn(headers(0, 190, 5_000));
    await governor.take("general");
    expect(elapsed()).toBe(1000);
  });

  test("a later answer with plenty does not shorten a wait, and the wait ends by itself", async () => {
    const { governor, elapsed, pass } = startClock();
    governor.learn(headers(0, 190));
    governor.learn(headers(150, 190));
    pass(400);
    await governor.take("general");
    expect(elapsed()).toBe(1000);
    await governor.take("general");
    expect(elapsed()).toBe(1000);
  });
});
