import { expect, test } from "vitest";
import { leadUnassigned } from "../../../checks/routing/lead-unassigned.ts";
import type { RaisedAs } from "../../../domain/leads/hand.ts";
import { clockAt } from "../../domain/leads/sample-hand.ts";
import { judgeRecord } from "../around.ts";
import { daysAgo, lead, minutesAgo } from "../samples.ts";

const orphan = { ...lead, ownerId: null };
const hand = (raisedAt: Date, more: Partial<RaisedAs> = {}): RaisedAs => ({
  ...clockAt(raisedAt),
  isRepeat: false,
  ...more,
});
const since = (raisedAt: Date) => ({ raisedHandAt: raisedAt, hands: [hand(raisedAt)] });

test.each([
  ["within the limit", { ...since(minutesAgo(15)) }, {}, "pass"],
  ["a minute over the limit", { ...since(minutesAgo(16)) }, {}, "fail"],
  ["it has an owner", { ...since(daysAgo(3)), ownerId: "7" }, {}, "pass"],
  ["a limit of its own", { ...since(minutesAgo(6)) }, { maxUnassignedMinutes: 5 }, "fail"],
  [
    "a newsletter since then moves nothing",
    { raisedHandAt: minutesAgo(1), hands: [hand(minutesAgo(16)), hand(minutesAgo(1), { class: "other" })] },
    {},
    "fail",
  ],
  [
    "nor does a second form while the first waits",
    { hands: [hand(minutesAgo(16)), hand(minutesAgo(1), { isRepeat: true })] },
    {},
    "fail",
  ],
  ["a request after an answer is a new one", { hands: [hand(daysAgo(3)), hand(minutesAgo(15))] }, {}, "pass"],
  ["a newsletter asks for nobody", { hands: [hand(daysAgo(3), { class: "other" })] }, {}, "not-applicable"],
  ["nobody asked", { raisedHandAt: null }, {}, "not-applicable"],
  ["in the first second of the first day of the look-back", { ...since(new Date("2026-10-25T23:00:00Z")) }, {}, "fail"],
  ["before the look-back", { ...since(new Date("2026-10-25T22:59:59Z")) }, {}, "not-applicable"],
  [
    "asked before the look-back, and again within it",
    { hands: [hand(daysAgo(40)), hand(daysAgo(3), { isRepeat: true })] },
    {},
    "fail",
  ],
  ["a customer", { ...since(daysAgo(1)), lifecycleStage: "customer" }, {}, "not-applicable"],
  ["unqualified", { ...since(daysAgo(1)), leadStatus: "UNQUALIFIED" }, {}, "not-applicable"],
] as const)("%s", (_, contact, params, status) => {
  expect(judgeRecord(leadUnassigned, { ...orphan, ...contact }, params).status).toBe(status);
});

test.each([
  [60, "high"],
  [61, "critical"],
])("after %s minutes it is %s", (minutes, severity) => {
  expect(judgeRecord(leadUnassigned, { ...orphan, ...since(minutesAgo(minutes)) })).toMatchObject({ severity });
});

test("it keeps since when, and the limit", () => {
  expect(judgeRecord(leadUnassigned, { ...orphan, ...since(minutesAgo(50)) })).toEqual({
    status: "fail",
    evidence: {
      raisedHandAt: minutesAgo(50).toISOString(),
      raisedHandOn: "Contact us: Demo request",
      maxUnassignedMinutes: 15,
    },
    since: minutesAgo(50),
    severity: "high",
  });
});
