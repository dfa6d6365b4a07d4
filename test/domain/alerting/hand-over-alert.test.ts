import { describe, expect, test } from "vitest";
import { handOverAlert } from "../../../domain/alerting/hand-over-alert.ts";
import { sampleState } from "./sample-alert.ts";

const now = new Date("2026-11-25T15:30:00Z");
const step = (...receivers: string[]) => ({ receivers, dueAt: "2026-11-25T15:00:00.000Z" });
const old = { ...sampleState, episode: 4, revision: 9, told: ["a", "b"] };
const handOver = (state = old, target: typeof old | null = null, to = "head") =>
  handOverAlert(state, "sales-lead", to, target, new Set(["b", "c"]), now);

test("it ends with the one and goes on as it stands with the other", () => {
  const moved = handOver();
  expect(moved.ended).toMatchObject({
    episode: 4,
    revision: 10,
    status: "resolved",
    resolvedAt: now,
    told: ["a", "b"],
  });
  expect(moved.taken).toEqual({ ...old, episode: 1, revision: 1, told: ["b"], steps: [], nextStep: 0 });
  expect(moved).toMatchObject({ occasion: "opened", isFresh: true, carried: [], news: ["b"] });
});

test("whoever has taken it still has it", () => {
  const by = { status: "acknowledged", acknowledgedBy: "Mia", acknowledgedAt: now, covered: ["a", "b"] } as const;
  expect(handOver({ ...old, ...by }).taken).toMatchObject(by);
});

test("an earlier episode of the other's is counted on from", () => {
  const earlier = { ...old, status: "resolved" as const, episode: 2, revision: 5, told: ["x"], resolvedAt: now };
  expect(handOver(old, earlier).taken).toMatchObject({
    episode: 3,
    revision: 6,
    status: "open",
    told: ["b"],
    resolvedAt: null,
  });
});

describe("the ladder", () => {
  test.each([
    ["a step that waits loses the new receiver", [step("head", "chief")], 0, [step("chief")], 0, [], true],
    ["a step of nobody else is no step", [step("head"), step("chief")], 0, [step("chief")], 0, [], true],
    [
      "a step that was taken stays taken",
      [step("chief"), step("owner")],
      1,
      [step("chief"), step("owner")],
      1,
      ["chief"],
      true,
    ],
    [
      "who was told by it is not told anew",
      [step("head"), step("owner")],
      1,
      [step("head"), step("owner")],
      1,
      ["head"],
      false,
    ],
    ["the old receiver hears of it no more", [step("sales-lead", "chief")], 1, [step("chief")], 1, ["chief"], true],
  ])("%s", (_, steps, nextStep, expected, expectedNext, carried, isFresh) => {
    const moved = handOver({ ...old, steps, nextStep });
    expect(moved.taken).toMatchObject({ steps: expected, nextStep: expectedNext });
    expect(moved).toMatchObject({ carried, isFresh });
    expect(moved.ended).toMatchObject({ steps: [], nextStep: 0 });
  });
});

test("an alert that the other has open takes the findings in, and everybody who heard of the old one hears of its end", () => {
  const theirs = {
    ...old,
    episode: 2,
    revision: 3,
    severity: "low" as const,
    told: ["c"],
    steps: [step("chief")],
    nextStep: 1,
  };
  const moved = handOver({ ...old, nextStep: 1 }, theirs);
  expect(moved.taken).toEqual({ ...theirs, revision: 4, severity: "high", told: ["c", "b"] });
  expect(moved).toMatchObject({ occasion: "changed", news: ["b"], isFresh: false, carried: [] });
  expect(moved.ended).toMatchObject({ status: "resolved", steps: old.steps, nextStep: 1 });
});
