import { describe, expect, test } from "vitest";
import { active, candidate, climbedOnce, input, minutes, notice, now, over, said } from "./sample-alert-input.ts";

describe("no alert, or one that is over", () => {
  test("something new opens one, as bad as its worst line, with a ladder that counts from now", () => {
    const result = said(input(null, [], [candidate("a", "low"), candidate("b", "high")]));
    expect(result.revisions).toMatchObject([{ occasion: "opened", notify: true, fresh: ["sales"], news: ["a", "b"] }]);
    expect(result.last!.alert).toEqual({
      episode: 1,
      status: "open",
      revision: 1,
      severity: "high",
      openedAt: now,
      acknowledgedBy: null,
      acknowledgedAt: null,
      covered: [],
      told: ["a", "b"],
      steps: [
        { receivers: ["head"], dueAt: minutes(30).toISOString() },
        { receivers: ["boss"], dueAt: minutes(120).toISOString() },
      ],
      nextStep: 0,
      resolvedAt: null,
    });
    expect(result.why("a")).toMatchObject({ decision: "told", because: "it is new" });
    expect(result.of("a")).toMatchObject({ state: "told", said: { severity: "low", revision: 1, at: now } });
  });

  test("the next episode counts on, so that nobody takes its first revision for an old one", () => {
    const result = said(input(over, [], [candidate("a")]));
    expect(result.last!.alert).toMatchObject({ episode: 3, revision: 8, status: "open", told: ["a"], nextStep: 0 });
  });

  test("what is held back is kept with its reason and told nobody", () => {
    const held = [
      { candidate: candidate("a"), stage: "silence", because: "silenced by Ana", until: minutes(60) },
    ] as const;
    const result = said(input(null, [], [], { held }));
    expect(result.revisions).toEqual([]);
    expect(result.of("a")).toMatchObject({ state: "held", stage: "silence", until: minutes(60), said: null });
    expect(result.why("a")).toEqual({ decision: "not-told", because: "silenced by Ana", alertId: null });
  });

  test("when the reason ends it is told, and says what held it", () => {
    const held = notice("a", { state: "held", stage: "silence", because: "silenced by Ana", said: null });
    const result = said(input(null, [held], [candidate("a")]));
    expect(result.occasions).toEqual(["opened"]);
    expect(result.why("a")).toMatchObject({ because: "what held it back is over: silenced by Ana" });
  });

  test("what ended while it was held back is told nobody", () => {
    const held = notice("a", { state: "held", stage: "silence", because: "silenced by Ana", said: null });
    const result = said(input(null, [held], []));
    expect(result.revisions).toEqual([]);
    expect(result.of("a")).toMatchObject({ state: "over" });
    expect(result.why("a")).toMatchObject({ decision: "not-told", because: "no one had been told that it opened" });
  });
});

const told = [climbedOnce("a"), climbedOnce("b")];

describe("an open alert", () => {
  test("says nothing when nothing has changed, however often it is looked at", () => {
    const result = said(input(active, told, [candidate("a"), candidate("b")]));
    expect(result.revisions).toEqual([]);
    expect(result.notices).toEqual(told);
  });

  test("speaks up for something new, whose ladder reaches those who have not heard of it", () => {
    const result = said(input(active, told, [candidate("a"), candidate("b"), candidate("c")]));
    expect(result.revisions).toMatchObject([{ occasion: "changed", notify: true, news: ["c"], fresh: [] }]);
    expect(result.last!.alert).toMatchObject({ revision: 8, told: ["a", "b", "c"], severity: "medium", nextStep: 1 });
    expect(result.last!.alert.steps.slice(1)).toEqual([
      { receivers: ["head"], dueAt: minutes(30).toISOString() },
      { receivers: ["boss"], dueAt: minutes(60).toISOString() },
    ]);
  });

  test("says “worse” only when it is worse than the alert was", () => {
    const worse = said(input(active, told, [candidate("a", "high"), candidate("b")]));
    expect(worse.revisions).toMatchObject([{ occasion: "worsened", notify: true, alert: { severity: "high" } }]);
    const critical = climbedOnce("b", { said: { ...told[1]!.said!, severity: "critical" } });
    const beside = said(
      input(
        { ...active, severity: "critical" },
        [told[0]!, critical],
        [candidate("a", "high"), candidate("b", "critical")],
      ),
    );
    expect(beside.revisions).toMatchObject([{ occasion: "changed", notify: true, alert: { severity: "critical" } }]);
  });

  test("is as bad as what is open: the critical one ends, the medium one stays", () => {
    const critical = climbedOnce("a", { said: { ...told[0]!.said!, severity: "critical" } });
    const result = said(input({ ...active, severity: "critical" }, [critical, told[1]!], [candidate("b")]));
    expect(result.revisions).toMatchObject([{ occasion: "changed", notify: false, alert: { severity: "medium" } }]);
    expect(result.why("a")).toMatchObject({
      decision: "not-told",
      because: "the message was changed in place, without a new notification",
    });
  });

  test("ends when everything that was told is over", () => {
    const result = said(input(active, told, []));
    expect(result.revisions).toMatchObject([
      { occasion: "recovered", notify: true, alert: { status: "resolved", resolvedAt: now, revision: 8, episode: 2 } },
    ]);
    expect(result.notices.map(({ state }) => state)).toEqual(["over", "over"]);
    expect(result.why("a")).toMatchObject({ decision: "told", because: "everything that was told is over" });
  });

  test("one end for another beginning at the same time is one message", () => {
    const result = said(input(active, told, [candidate("c")]));
    expect(result.revisions).toMatchObject([{ occasion: "changed", notify: true, alert: { status: "open" } }]);
  });

  test("what has ended and begun again is told anew", () => {
    const result = said(input(active, told, [candidate("a", "medium", { episode: 2 }), candidate("b")]));
    expect(result.revisions).toMatchObject([{ occasion: "changed", notify: true, news: ["a"] }]);
    expect(
      result.notices.filter(({ findingId }) => findingId === "a").map(({ episode, state }) => [episode, state]),
    ).toEqual([
      [2, "told"],
      [1, "over"],
    ]);
  });

  test("a silence stops its ladder, and nothing is told when it begins", () => {
    const held = told.map(({ findingId }) => ({
      candidate: candidate(findingId),
      stage: "silence" as const,
      because: "silenced by Ana",
      until: minutes(600),
    }));
    const result = said(input(active, told, [], { held, now: minutes(90) }));
    expect(result.revisions.filter(({ notify }) => notify)).toEqual([]);
    expect(result.of("a")).toMatchObject({ state: "held", because: "silenced by Ana", said: told[0]!.said });
    expect(result.last!.alert.steps).toHaveLength(1);
  });

  test("whoever heard the start hears the end, silenced or not", () => {
    const held = told.map((one) => ({ ...one, state: "held" as const, stage: "silence" as const }));
    expect(said(input(active, held, [])).occasions).toEqual(["recovered"]);
  });

  test("a silence that ends tells only the difference: nothing, or that it is worse", () => {
    const held = told.map((one) => ({ ...one, state: "held" as const, stage: "silence" as const }));
    const same = said(input(active, held, [candidate("a"), candidate("b")]));
    expect(same.revisions.filter(({ notify }) => notify)).toEqual([]);
    const worse = said(input(active, held, [candidate("a", "critical"), candidate("b")]));
    expect(worse.revisions).toMatchObject([{ occasion: "worsened", notify: true, news: ["a"] }]);
  });

  test("a step that is due reaches its receivers once", () => {
    const open = [candidate("a"), candidate("b")];
    const result = said(input(active, told, open, { now: minutes(60) }));
    expect(result.revisions).toMatchObject([{ occasion: "escalated", notify: true, fresh: ["boss"] }]);
    expect(result.last!.alert).toMatchObject({ revision: 8, nextStep: 2 });
    const again = said(input(result.last!.alert, result.notices, open, { now: minutes(61) }));
    expect(again.revisions).toEqual([]);
  });

  test("steps that an outage has left behind come as one", () => {
    const fresh = [notice("a"), notice("b")];
    const before = { ...active, nextStep: 0 };
    const result = said(input(before, fresh, [candidate("a"), candidate("b")], { now: minutes(300) }));
    expect(result.revisions).toMatchObject([
      { occasion: "escalated", fresh: ["head", "boss"], alert: { nextStep: 2 } },
    ]);
  });

  test("an edited ladder holds from then on: nobody twice, nobody passed over", () => {
    const policy = {
      ...input(null, [], []).policy,
      ladder: (from: Date) => [
        { receivers: ["deputy"], dueAt: new Date(from.getTime() + 10 * 60_000).toISOString() },
        { receivers: ["head"], dueAt: new Date(from.getTime() + 20 * 60_000).toISOString() },
        { receivers: ["owner"], dueAt: new Date(from.getTime() + 240 * 60_000).toISOString() },
      ],
    };
    const result = said(input(active, told, [candidate("a"), candidate("b")], { policy }));
    expect(result.revisions).toMatchObject([{ occasion: "changed", notify: false }, { fresh: ["deputy"] }]);
    expect(result.last!.alert.steps.slice(result.last!.alert.nextStep)).toMatchObject([{ receivers: ["owner"] }]);
  });

  test("what moves to another receiver leaves, and says where it went", () => {
    const movedTo = new Map([["a", "ana"]]);
    const result = said(input(active, told, [candidate("b")], { movedTo, open: openOf("a", "b") }));
    expect(result.revisions).toMatchObject([{ occasion: "changed", notify: false, detail: "1 finding moved to ana" }]);
    expect(result.of("a")).toMatchObject({ state: "over", supersededBy: "ana" });
  });

  test("and joins the other one's with its ladder", () => {
    const from = climbedOnce("a", { receiver: "ben" });
    const result = said(input(null, [], [candidate("a")], { movedFrom: new Map([["a", from]]) }));
    expect(result.of("a")).toMatchObject({ ladderFrom: minutes(-60), climbed: ["head"] });
    expect(result.last!.alert.steps).toMatchObject([{ receivers: ["boss"] }]);
  });

  test("what others knew before is told as a count", () => {
    const knownToOthers = new Set(["a", "b"]);
    const both = [candidate("a"), candidate("b")];
    expect(said(input(null, [], both, { knownToOthers })).last).toMatchObject({ occasion: "opened", isCount: true });
    expect(said(input(null, [], [...both, candidate("c")], { knownToOthers })).last).toMatchObject({ isCount: false });
  });
});

const openOf = (...ids: readonly string[]) => new Map(ids.map((id) => [id, candidate(id)]));
