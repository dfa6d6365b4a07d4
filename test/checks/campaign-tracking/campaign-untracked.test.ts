import { expect, test } from "vitest";
import { campaignUntracked } from "../../../checks/campaign-tracking/campaign-untracked.ts";
import { asOf, campaign, daysAgo, judgeItem, minutesAgo } from "../around.ts";

const untracked = { ...campaign, utm: null };

test.each([
  ["with both", {}, {}, "pass"],
  ["without a UTM value", { utm: null }, {}, "fail"],
  ["without an owner", { ownerId: null }, {}, "fail"],
  ["without an owner, where none is asked for", { ownerId: null }, { required: ["utm"] }, "pass"],
  ["without a UTM value, where none is asked for", { utm: null }, { required: ["owner"] }, "pass"],
  ["starting this very instant", { utm: null, startAt: asOf }, {}, "fail"],
  ["starting in a minute", { utm: null, startAt: minutesAgo(-1) }, {}, "not-applicable"],
  ["without a start", { utm: null, startAt: null }, {}, "not-applicable"],
  ["on its last day", { utm: null, endAt: minutesAgo(1439) }, {}, "fail"],
  ["a day after its end", { utm: null, endAt: daysAgo(1) }, {}, "not-applicable"],
] as const)("a campaign %s", (_, some, params, status) => {
  expect(judgeItem(campaignUntracked, { ...campaign, ...some }, [], params).status).toBe(status);
});

test.each([
  [{ utm: null }, "no UTM value", "utm", "high"],
  [{ ownerId: null }, "no owner", "owner", "medium"],
  [{ utm: null, ownerId: null }, "no UTM value and no owner", "utm, owner", "high"],
] as const)("%o: it says what is missing and since when", (some, said, missing, severity) => {
  expect(judgeItem(campaignUntracked, { ...campaign, ...some, endAt: daysAgo(-9) })).toEqual({
    status: "fail",
    summary: `The campaign Autumn launch is running since 2026-11-23 with ${said}.`,
    evidence: { startedAt: "2026-11-23T15:00:00.000Z", missing, endsAt: daysAgo(-9).toISOString() },
    since: daysAgo(2),
    severity,
  });
});

test("it can be asked for nothing less than one part", () => {
  expect(() => judgeItem(campaignUntracked, untracked, [], { required: [] })).toThrow(/required/);
});
