import { describe, expect, test } from "vitest";
import type { Severity } from "../../../domain/findings/severity.ts";
import { active, candidate, climbedOnce, input, minutes, now, over, said } from "./sample-alert-input.ts";

const flaps = { since: minutes(-40), until: minutes(30) };
/** Its second beginning within an hour. */
const back = (severity: Severity = "medium") => candidate("a", severity, { episode: 2, openedAt: now, flaps });

describe("what comes back within an hour", () => {
  test("opens the same episode again, in the same message, and waits with its ladder", () => {
    const result = said(input(over, [], [back()]));
    expect(result.revisions).toMatchObject([{ occasion: "changed", notify: false, fresh: [], concerned: ["a"] }]);
    expect(result.last!.alert).toMatchObject({ episode: over.episode, status: "open", resolvedAt: null, revision: 8 });
    expect(result.of("a")).toMatchObject({ state: "held", stage: "flap", until: flaps.until, ladderFrom: null });
    expect(result.why("a")).toMatchObject({ decision: "not-told" });
    const later = said(input(result.last!.alert, result.notices, [back()], { now: minutes(29) }));
    expect(later.revisions).toEqual([]);
  });

  test("is told when it has stayed, and climbs from then on", () => {
    const first = said(input(over, [], [back()]));
    const stays = said(input(first.last!.alert, first.notices, [back()], { now: flaps.until }));
    expect(stays.revisions).toMatchObject([{ occasion: "changed", notify: true, news: ["a"] }]);
    expect(stays.of("a")).toMatchObject({ state: "told", ladderFrom: flaps.until });
    const due = said(input(stays.last!.alert, stays.notices, [back()], { now: minutes(60) }));
    expect(due.revisions).toMatchObject([{ occasion: "escalated", fresh: ["head"] }]);
  });

  test("is told when it stays after it went and came again untold", () => {
    const first = said(input(over, [], [back()]));
    const gone = said(
      input(first.last!.alert, first.notices, [], { endsHeld: new Map([["a", minutes(40)]]), now: minutes(10) }),
    );
    expect(gone.revisions).toEqual([]);
    const third = { ...back(), episode: 3, flaps: { ...flaps, until: minutes(50) } };
    const again = said(input(first.last!.alert, gone.notices, [third], { now: minutes(20) }));
    expect(again.revisions).toEqual([]);
    expect(again.notices.find(({ state }) => state === "held")).toMatchObject({ episode: 3, until: minutes(50) });
    const living = again.notices.filter(({ state }) => state !== "over");
    const stays = said(input(first.last!.alert, living, [third], { now: minutes(50) }));
    expect(stays.revisions).toMatchObject([{ occasion: "changed", notify: true, news: ["a"] }]);
  });

  test("is told when it gets worse before that", () => {
    const first = said(input(over, [], [back()]));
    const worse = said(input(first.last!.alert, first.notices, [back("critical")], { now: minutes(5) }));
    expect(worse.revisions).toMatchObject([{ occasion: "worsened", notify: true, news: ["a"] }]);
    expect(worse.of("a")).toMatchObject({ state: "told", ladderFrom: minutes(5) });
  });

  test("changes an open message in place", () => {
    const result = said(input(active, [climbedOnce("a"), climbedOnce("b")], [back(), candidate("b")]));
    expect(result.revisions).toMatchObject([{ occasion: "changed", notify: false, concerned: ["a", "a"] }]);
  });

  test("is free of the click that its former episode had", () => {
    const clicked = { ...over, acknowledgedBy: "Mia", acknowledgedAt: minutes(-20), covered: ["a"] };
    const result = said(input(clicked, [], [back()]));
    expect(result.last!.alert).toMatchObject({ status: "open", acknowledgedBy: null, covered: [] });
  });

  test.each([
    ["who heard of another one only", { ...over, told: ["b"] }],
    ["who heard of an earlier one, before it began to flap", { ...over, resolvedAt: minutes(-41) }],
    ["who heard of nothing", null],
  ])("is new to a receiver %s", (_, alert) => {
    expect(said(input(alert, [], [back()])).revisions).toMatchObject([{ occasion: "opened", notify: true }]);
  });
});
