import { describe, expect, test } from "vitest";
import { firstAnswer, type Touch } from "../../../domain/leads/touch.ts";
import { callAt } from "./sample-touch.ts";

const raisedAt = new Date("2026-11-25T10:00:00Z");
const asOf = new Date("2026-11-26T10:00:00Z");
const after = (minutes: number) => new Date(raisedAt.getTime() + minutes * 60_000);
const meeting = (bookedAt: Date | null, at: Date, more: Partial<Touch> = {}) =>
  callAt(at, { kind: "meeting", bookedAt, ...more });

describe("the first answer to a hand", () => {
  test.each<[what: string, touches: readonly Touch[], answeredAt: Date | null]>([
    ["nothing was logged", [], null],
    ["at the very instant", [callAt(raisedAt)], raisedAt],
    ["a moment before is an older conversation", [callAt(after(-1))], null],
    ["at the very instant that is judged", [callAt(asOf)], asOf],
    ["after it nobody can know", [callAt(new Date(asOf.getTime() + 1))], null],
    ["the first of two", [callAt(after(5)), callAt(after(9))], after(5)],
    ["an attempt is none", [callAt(after(5), { reach: "attempt" }), callAt(after(9))], after(9)],
    ["what is pending is none", [callAt(after(5), { reach: "pending" })], null],
    ["a sequence is none", [callAt(after(5), { kind: "email", madeBy: "automated" })], null],
    ["an agent is none", [callAt(after(5), { kind: "email", madeBy: "ai" })], null],
    ["an unknown source is a person", [callAt(after(5), { madeBy: "unknown" })], after(5)],
    ["a meeting answers when it is booked", [meeting(after(7), after(6_000))], after(7)],
    ["one that was booked before answers when it begins", [meeting(after(-7), after(60))], after(60)],
    ["and not while it is ahead", [meeting(after(-7), after(6_000))], null],
    ["a cancelled one never", [meeting(after(7), after(60), { reach: "none" })], null],
    ["a booking before a later call", [callAt(after(8)), meeting(after(7), after(6_000))], after(7)],
  ])("%s", (_, touches, answeredAt) => {
    expect(firstAnswer(touches, raisedAt, asOf)?.at ?? null).toEqual(answeredAt);
  });
});
