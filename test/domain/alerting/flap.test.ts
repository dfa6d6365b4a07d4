import { describe, expect, test } from "vitest";
import { endHeldUntil, flap, turnsOf, type Beginning } from "../../../domain/alerting/flap.ts";
import type { Severity } from "../../../domain/findings/severity.ts";
import { minutesAfterNoon, noon, sampleCandidate, sayInstant } from "./sample-candidate.ts";

const settings = new Map([["lead-unanswered", { opensAfterSeconds: 600, resolvesAfterSeconds: 300 }]]);
const { checkId, findingId } = sampleCandidate(1);
const began = (minute: number, severity: Severity = "high") => ({ at: minutesAfterNoon(minute), severity });
const beganAt = (...minutes: readonly number[]) => new Map([[findingId, minutes.map((minute) => began(minute))]]);

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
  expect(turnsOf(minutes.map((minute) => began(minute)))).toHaveLength(turns);
});

describe("the second beginning within an hour", () => {
  const stage = (...beginnings: readonly Beginning[]) => {
    const facts = { settings: new Map(), beginnings: new Map([[findingId, beginnings]]), sayInstant };
    const openedAt = beginnings.at(-1)!.at;
    return flap([sampleCandidate(1, { severity: "high", openedAt })], facts, minutesAfterNoon(40)).kept[0]!;
  };

  test("is marked as flapping, and has to stay for half an hour to be news", () => {
    expect(stage(began(0)).note).toBeUndefined();
    expect(stage(began(0)).flaps).toBeUndefined();
    expect(stage(began(-90), began(0), began(12), began(24))).toMatchObject({
      note: "flapping: opened 3 times within hours",
      flaps: { since: minutesAfterNoon(0), until: minutesAfterNoon(54) },
    });
  });

  test("is news at once when it is worse than it ever began", () => {
    expect(stage(began(0, "medium"), began(12)).flaps).toBeUndefined();
    expect(stage(began(0, "critical"), began(12, "medium"), began(24)).flaps).toBeDefined();
  });
});

describe("an end", () => {
  const heldUntil = (beginnings: ReadonlyMap<string, readonly Beginning[]>, minutes: number, known = settings) =>
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
