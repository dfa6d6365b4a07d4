import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HandState } from "../../../domain/leads/hand.ts";
import { settleHands, type KnownHand, type LeadNow, type NamedTouch } from "../../../domain/leads/settle-hands.ts";
import type { Touch } from "../../../domain/leads/touch.ts";
import { clockAt } from "./sample-hand.ts";
import { callAt } from "./sample-touch.ts";

const start = new Date("2026-11-25T10:00:00Z");
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const asOf = at(1_000);
const lead: LeadNow = { isInLeadStage: true, isOpen: true };
const hand = (minutes: number, more: Partial<KnownHand> = {}): KnownHand => ({
  ...clockAt(at(minutes)),
  wasLead: true,
  standing: null,
  ...more,
});
const touch = (minutes: number, more: Partial<Touch> = {}): NamedTouch => ({
  ...callAt(at(minutes), more),
  engagementType: "calls",
  engagementId: String(minutes),
});
const states = (hands: readonly KnownHand[], touches: readonly NamedTouch[], now = lead) =>
  settleHands(hands, touches, now, asOf).map(({ state, endedAt }) =>
    endedAt === null ? state : `${state} ${minutesOf(endedAt)}`,
  );
const minutesOf = (instant: Date) => (instant.getTime() - start.getTime()) / 60_000;

describe("hands of one person, one after the other", () => {
  test.each<[what: string, hands: readonly KnownHand[], touches: readonly NamedTouch[], states: readonly string[]]>([
    ["one that waits", [hand(0)], [], ["waiting"]],
    ["one that was answered", [hand(0)], [touch(10)], ["answered 10"]],
    ["a second while the first waits", [hand(0), hand(5)], [], ["waiting", "repeat"]],
    ["an answer to both", [hand(0), hand(5)], [touch(10)], ["answered 10", "repeat"]],
    [
      "at the moment of the answer the second begins its own",
      [hand(0), hand(10)],
      [touch(10)],
      ["answered 10", "answered 10"],
    ],
    ["a second after the answer", [hand(0), hand(11)], [touch(10)], ["answered 10", "waiting"]],
    ["and its answer", [hand(0), hand(11)], [touch(10), touch(20)], ["answered 10", "answered 20"]],
    [
      "a third while the second waits",
      [hand(0), hand(11), hand(12)],
      [touch(10)],
      ["answered 10", "waiting", "repeat"],
    ],
    [
      "a newsletter between them is no hand",
      [hand(0), hand(5, { class: "other" }), hand(6)],
      [],
      ["waiting", "repeat"],
    ],
    ["what nobody has classed is one", [hand(0, { class: "unclassified" }), hand(5)], [], ["waiting", "repeat"]],
    ["one that is raised after this run", [hand(0), hand(1_001)], [], ["waiting"]],
    ["none", [], [touch(5)], []],
  ])("%s", (_, hands, touches, expected) => {
    expect(states(hands, touches)).toEqual(expected);
  });
});

describe("a person who is no open lead", () => {
  const closed: LeadNow = { isInLeadStage: true, isOpen: false };
  const outside: LeadNow = { isInLeadStage: false, isOpen: false };
  const seenClosed = (minutes: number): Partial<KnownHand> => ({
    standing: { state: "closed", endedAt: at(minutes), answeredBy: null },
  });
  test.each<[what: string, hand: KnownHand, touches: readonly NamedTouch[], now: LeadNow, state: string]>([
    ["was never a lead", hand(0, { wasLead: false }), [], outside, "outside"],
    ["and an answer changes nothing", hand(0, { wasLead: false }), [touch(5)], outside, "outside"],
    ["becomes one", hand(0, { wasLead: false }), [], lead, "waiting"],
    ["was one, and is closed now", hand(0), [], closed, "closed 1000"],
    ["has left the lead stages", hand(0), [], outside, "closed 1000"],
    ["was seen closed before", hand(0, seenClosed(50)), [], closed, "closed 50"],
    ["was answered before that", hand(0, seenClosed(50)), [touch(50)], closed, "answered 50"],
    ["a call after it answers nothing", hand(0, seenClosed(50)), [touch(51)], closed, "closed 50"],
    ["is worked again", hand(0, seenClosed(50)), [], lead, "waiting"],
    ["is worked again and answered", hand(0, seenClosed(50)), [touch(51)], lead, "answered 51"],
    ["was answered, and has become an opportunity", hand(0), [touch(5)], outside, "answered 5"],
  ])("%s", (_, one, touches, now, state) => {
    expect(states([one], touches, now)).toEqual([state]);
  });

  test("who was a lead once is not outside later", () => {
    expect(settleHands([hand(0, { wasLead: false })], [], lead, asOf)).toMatchObject([{ wasLead: true }]);
  });
});

test("what was tried in vain, and what no person did, is counted up to the answer", () => {
  const touches = [
    touch(-1, { reach: "attempt" }),
    touch(1, { reach: "attempt" }),
    touch(2, { kind: "email", madeBy: "automated" }),
    touch(3, { kind: "email", madeBy: "ai" }),
    touch(4, { reach: "none" }),
    touch(5, { reach: "attempt", madeBy: "unknown" }),
    touch(6),
    touch(7, { reach: "attempt" }),
  ];
  expect(settleHands([hand(0)], touches, lead, asOf)).toMatchObject([
    { state: "answered", attempts: 2, automated: 1, ai: 1, answer: { engagementId: "6" }, answeredBy: "human" },
  ]);
});

test.each([
  [touch(5), "human"],
  [touch(5, { madeBy: "unknown" }), "unknown"],
  [touch(600, { kind: "meeting", bookedAt: at(5), isSelfBooked: true }), "self-booked"],
] as const)("it says by whom it was answered: %#", (one, answeredBy) => {
  expect(settleHands([hand(0)], [one], lead, asOf)).toMatchObject([{ state: "answered", endedAt: at(5), answeredBy }]);
});

test("settling again what was settled changes nothing, and a later hand moves no earlier one", () => {
  const some = fc.uniqueArray(fc.nat(60), { maxLength: 5 });
  fc.assert(
    fc.property(some, some, fc.boolean(), (raised, touched, isOpen) => {
      const now = { isInLeadStage: true, isOpen };
      const hands = raised.toSorted((a, b) => a - b).map((minutes) => hand(minutes));
      const touches = touched.toSorted((a, b) => a - b).map((minutes) => touch(minutes));
      const first = settleHands(hands, touches, now, asOf);
      const again = hands.map((one, index) => ({ ...one, wasLead: first[index]!.wasLead, standing: first[index]! }));
      expect(settleHands(again, touches, now, asOf)).toEqual(first);
      expect(settleHands(hands.slice(0, -1), touches, now, asOf)).toEqual(first.slice(0, -1));
      // Every clock is a clock of its own: none begins while an earlier one runs.
      const clocks = first.filter(({ state }) => (["waiting", "answered", "closed"] as HandState[]).includes(state));
      for (const [index, clock] of clocks.slice(0, -1).entries()) {
        expect(clock.endedAt).not.toBeNull();
        const next = hands.find(({ handId }) => handId === clocks[index + 1]!.handId)!;
        expect(next.raisedAt.getTime()).toBeGreaterThanOrEqual(clock.endedAt!.getTime());
      }
    }),
  );
});
