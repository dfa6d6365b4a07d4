import { describe, expect, test } from "vitest";
import { active, candidate, climbedOnce, covered, input, minutes, now, said, taken } from "./sample-alert-input.ts";

const told = [climbedOnce("a"), climbedOnce("b")];

describe("an acknowledgement", () => {
  const act = { kind: "acknowledged", by: "Mia", receiver: "sales", detail: "Mia took it" } as const;
  const open = [candidate("a"), candidate("b")];
  const whole = [covered("a"), covered("b")];

  test("covers what was shown, and stops its ladder", () => {
    const result = said(input(active, told, open, { act: { ...act, findingIds: new Set(["a", "b"]) } }));
    expect(result.revisions).toMatchObject([{ occasion: "acknowledged", notify: false, byWhom: "Mia" }]);
    expect(result.last!.alert).toMatchObject({ status: "acknowledged", acknowledgedBy: "Mia", covered: ["a", "b"] });
    expect(result.of("a")!.cover).toEqual({ by: "Mia", receiver: "sales", at: now, until: minutes(240) });
    const later = said(input(result.last!.alert, result.notices, open, { now: minutes(200) }));
    expect(later.revisions).toEqual([]);
  });

  test("leaves what was added after it to its ladder", () => {
    const result = said(input(active, told, open, { act: { ...act, findingIds: new Set(["a"]) }, now: minutes(60) }));
    expect(result.occasions).toEqual(["acknowledged", "escalated"]);
    expect(result.last!.alert).toMatchObject({ status: "open", covered: ["a"] });
    expect(result.last!.concerned).toEqual(["b"]);
  });

  test("what comes later has a ladder of its own", () => {
    const result = said(input(taken, whole, [...open, candidate("c")]));
    expect(result.revisions).toMatchObject([{ occasion: "changed", notify: true, news: ["c"] }]);
    expect(result.last!.alert).toMatchObject({ status: "open", acknowledgedBy: null, covered: ["a", "b"] });
    expect(result.why("c")).toMatchObject({
      because: "it came after Mia took the alert, so it has a ladder of its own",
    });
    const due = said(input(result.last!.alert, result.notices, [...open, candidate("c")], { now: minutes(30) }));
    expect(due.revisions).toMatchObject([{ occasion: "escalated", fresh: ["head"], concerned: ["c"] }]);
  });

  test("so has what got worse", () => {
    const result = said(input(taken, whole, [candidate("a", "critical"), candidate("b")]));
    expect(result.revisions).toMatchObject([{ occasion: "worsened", alert: { status: "open", covered: ["b"] } }]);
    expect(result.of("a")).toMatchObject({ cover: null, ladderFrom: now, climbed: [] });
  });

  test("tells its end like any other", () => {
    expect(said(input(taken, whole, [])).last).toMatchObject({ occasion: "recovered", alert: { status: "resolved" } });
  });

  test("runs out: whoever took it is asked first, and the ladder goes on from there", () => {
    const asked = said(input(taken, whole, open, { now: minutes(230) }));
    expect(asked.revisions).toMatchObject([
      { occasion: "changed", notify: false, alert: { status: "open" } },
      { occasion: "reminder", notify: true, noticedBy: ["sales"], fresh: [] },
    ]);
    const next = (minute: number) =>
      said(input(asked.last!.alert, asked.notices, open, { now: minutes(minute) })).revisions;
    expect(next(240)).toEqual([]);
    // The head was reached before, so the next one is the boss, two hours after the question.
    expect(next(350)).toMatchObject([{ occasion: "escalated", fresh: ["boss"] }]);
  });

  test("never at night", () => {
    const policy = { ...input(null, [], []).policy, isWorkingTime: () => false };
    expect(said(input(taken, whole, open, { now: minutes(600), policy })).revisions).toEqual([]);
  });

  test("from before acknowledgements ran out covers from now on", () => {
    const old = whole.map((one) => ({ ...one, cover: { ...one.cover!, until: null } }));
    const result = said(input(taken, old, open));
    expect(result.revisions).toEqual([]);
    expect(result.of("a")!.cover!.until).toEqual(minutes(240));
  });
});
