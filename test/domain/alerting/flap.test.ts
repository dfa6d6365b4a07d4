import { describe, expect, test } from "vitest";
import { endHeldUntil, flap, turnsOf } from "../../../domain/alerting/flap.ts";
import { minutesAfterNoon, noon, sampleCandidate, sayInstant } from "./sample-candidate.ts";

const settings = new Map([["lead-unanswered", { opensAfterSeconds: 600, resolvesAfterSeconds: 300 }]]);
const { checkId, findingId } = sampleCandidate(1);
const beganAt = (...minutes: readonly number[]) => new Map([[findingId, minutes.map(minutesAfterNoon)]]);

describe("a finding that has to last ten minutes", () => {
  const stage = (minutes: number) =>
    flap(
      [sampleCandidate(1, { openedAt: noon })],
      { settings, beginnings: new Map(), sayInstant },
      minutesAfterNoon(minutes),
    );

  test.each([
    [0, 1],
    [9, 1],
    [10, 0],
  ])("after %i minutes %i is held", (minutes, held) => {
    expect(stage(minutes).held).toHaveLength(held);
  });

  test("says until when", () => {
    expect(stage(0).held[0]).toMatchObject({
      because: "it has to last until 2026-11-25T12:10 first",
      until: minutesAfterNoon(10),
    });
  });
});

test("what is told at once does not wait for a clock that is behind the one that opened or ended it", () => {
  const none = { settings: new Map(), beginnings: new Map(), sayInstant };
  const ahead = minutesAfterNoon(1);
  expect(flap([sampleCandidate(1, { openedAt: ahead })], none, noon).held).toEqual([]);
  expect(endHeldUntil({ checkId, findingId, endedAt: ahead }, none, noon)).toBe(null);
});

test.each([
  [[], 0],
  [[0], 1],
  [[0, 60], 2],
  [[0, 61], 1],
  [[0, 12, 24, 36], 4],
  [[0, 90, 100], 2],
])("beginnings at minutes %j hang together as %i", (minutes, turns) => {
  expect(turnsOf(minutes.map(minutesAfterNoon))).toBe(turns);
});

test("the second beginning within an hour is marked as flapping", () => {
  const stage = (beginnings: ReadonlyMap<string, readonly Date[]>) =>
    flap([sampleCandidate(1)], { settings: new Map(), beginnings, sayInstant }, minutesAfterNoon(40)).kept[0]!.note;
  expect(stage(beganAt(0))).toBeUndefined();
  expect(stage(beganAt(0, 12, 24))).toBe("flapping: opened 3 times within hours");
});

describe("an end", () => {
  const heldUntil = (beginnings: ReadonlyMap<string, readonly Date[]>, minutes: number, known = settings) =>
    endHeldUntil({ checkId, findingId, endedAt: noon }, { settings: known, beginnings }, minutesAfterNoon(minutes));

  test("is told at once where its check asks for nothing else", () => {
    expect(heldUntil(beganAt(-30), 0, new Map())).toBeNull();
  });

  test.each([
    ["as its check says", beganAt(-30), 4, 5],
    ["as its check says, and not longer", beganAt(-30), 5, null],
    ["half an hour where it flaps", beganAt(-30, -10), 29, 30],
    ["half an hour where it flaps, and not longer", beganAt(-30, -10), 30, null],
  ])("has to last %s", (_, beginnings, minutes, until) => {
    expect(heldUntil(beginnings, minutes)).toEqual(until === null ? null : minutesAfterNoon(until));
  });
});
