import { expect, test } from "vitest";
import { campaignUntracked } from "../../../checks/campaign-tracking/campaign-untracked.ts";
import { clientIn, judgeItem, sayVerdict } from "../around.ts";
import { campaign } from "../samples.ts";

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const untracked = { ...campaign, utm: null };

test.each([
  ["with both", {}, {}, "pass"],
  ["without a UTM value", { utm: null }, {}, "fail"],
  ["without an owner", { ownerId: null }, {}, "fail"],
  ["without an owner, where none is asked for", { ownerId: null }, { required: ["utm"] }, "pass"],
  ["without a UTM value, where none is asked for", { utm: null }, { required: ["owner"] }, "pass"],
  ["that starts today", { utm: null, startAt: day("2026-11-25") }, {}, "fail"],
  ["that starts tomorrow", { utm: null, startAt: day("2026-11-26") }, {}, "not-applicable"],
  ["without a start", { utm: null, startAt: null }, {}, "not-applicable"],
  ["on its last day", { utm: null, endAt: day("2026-11-25") }, {}, "fail"],
  ["a day after its end", { utm: null, endAt: day("2026-11-24") }, {}, "not-applicable"],
] as const)("a campaign %s", (_, some, params, status) => {
  expect(judgeItem(campaignUntracked, { ...campaign, ...some }, [], params).status).toBe(status);
});

test.each([
  [{ utm: null }, "no UTM value", "utm", "high"],
  [{ ownerId: null }, "no owner", "owner", "medium"],
  [{ utm: null, ownerId: null }, "no UTM value and no owner", "utm, owner", "high"],
] as const)("%o: it says what is missing and since when", (some, said, missing, severity) => {
  const running = { ...campaign, startAt: day("2026-11-23"), ...some, endAt: day("2026-12-04") };
  const verdict = judgeItem(campaignUntracked, running);
  expect(sayVerdict(campaignUntracked, campaign.name, verdict)).toBe(
    `The campaign Autumn launch has been running since 2026-11-23 with ${said}.`,
  );
  expect(verdict).toEqual({
    status: "fail",
    evidence: { startsOn: "2026-11-23", missing, endsOn: "2026-12-04" },
    since: new Date("2026-11-22T23:00:00Z"),
    severity,
  });
});

test.each([
  ["2026-11-25T07:59:59Z", "America/Los_Angeles", "not-applicable"],
  ["2026-11-25T08:00:00Z", "America/Los_Angeles", "fail"],
  ["2026-11-24T14:59:59Z", "Asia/Tokyo", "not-applicable"],
  ["2026-11-24T15:00:00Z", "Asia/Tokyo", "fail"],
])("at %s in %s a campaign of 25 November is %s", (instant, timeZone, status) => {
  const setting = { asOf: new Date(instant), businessTime: clientIn(timeZone) };
  expect(judgeItem(campaignUntracked, { ...untracked, startAt: day("2026-11-25") }, [], {}, setting).status).toBe(
    status,
  );
});

test("it can be asked for nothing less than one part", () => {
  expect(() => judgeItem(campaignUntracked, untracked, [], { required: [] })).toThrow(/required/);
});
