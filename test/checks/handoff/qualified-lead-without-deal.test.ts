import fc from "fast-check";
import { expect, test } from "vitest";
import { qualifiedLeadWithoutDeal as check } from "../../../checks/handoff/qualified-lead-without-deal.ts";
import { judgeRecord, verdictOnRecord } from "../around.ts";
import { daysAgo, lead, leadObject, minutesAgo } from "../samples.ts";
import { expectToHold, instant, maybe } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const stage = { ...leadObject.stage, id: "qualified-stage-id", label: "Qualified", isClosed: true, progress: null };
const qualified = { ...leadObject, stage };
const own = (label: string) => ({ ...stage, id: "8123", label });
const withDeals = (dealCount: number | null) => ({ ...lead, dealCount });

test.each([
  ["no deal", {}, [withDeals(null)], {}, "fail"],
  ["a count of none", {}, [withDeals(0)], {}, "fail"],
  ["one deal", {}, [withDeals(1)], {}, "pass"],
  ["the deal of a second contact", {}, [withDeals(null), { ...withDeals(2), id: "102" }], {}, "pass"],
  ["no contact", {}, [], {}, "not-applicable"],
  ["still being worked", { stage: leadObject.stage }, [withDeals(null)], {}, "not-applicable"],
  [
    "disqualified",
    { stage: { ...stage, id: "unqualified-stage-id", label: "Disqualified" } },
    [withDeals(null)],
    {},
    "not-applicable",
  ],
  ["HubSpot's stage under another name", { stage: { ...stage, label: "Meeting set" } }, [withDeals(null)], {}, "fail"],
  [
    "another of HubSpot's stages, renamed",
    { stage: { ...stage, id: "new-stage-id" } },
    [withDeals(null)],
    {},
    "not-applicable",
  ],
  ["a stage of their own of that name", { stage: own(" qualified ") }, [withDeals(null)], {}, "fail"],
  ["a stage of their own", { stage: own("Handed over") }, [withDeals(null)], {}, "not-applicable"],
  [
    "a stage of their own that is named",
    { stage: own("Handed over") },
    [withDeals(null)],
    { qualifiedStages: ["8123"] },
    "fail",
  ],
  ["qualified an hour ago", { stageEnteredAt: minutesAgo(60) }, [withDeals(null)], {}, "pass"],
  ["qualified a minute before", { stageEnteredAt: minutesAgo(61) }, [withDeals(null)], {}, "fail"],
  [
    "qualified a moment ago, where no time is given",
    { stageEnteredAt: minutesAgo(1) },
    [withDeals(null)],
    { maxMinutesWithoutDeal: 0 },
    "fail",
  ],
  ["no date of its stage", { stageEnteredAt: null }, [withDeals(null)], {}, "fail"],
  ["no date at all", { stageEnteredAt: null, createdAt: null }, [withDeals(null)], {}, "unknown"],
  ["no date, and a deal", { stageEnteredAt: null, createdAt: null }, [withDeals(1)], {}, "pass"],
] as const)("%s", (_, some, related, params, status) => {
  expect(judgeRecord(check, { ...qualified, ...some, related }, params).status).toBe(status);
});

test("only business hours count", () => {
  // Friday 17:30 in Berlin; the team goes home at 18:00 and comes back on Monday at 9:00.
  const entered = { ...qualified, stageEnteredAt: new Date("2026-11-20T16:30:00Z"), related: [withDeals(null)] };
  const at = (text: string) => judgeRecord(check, entered, {}, { asOf: new Date(text) }).status;
  expect([at("2026-11-22T12:00:00Z"), at("2026-11-23T08:30:00Z"), at("2026-11-23T08:31:00Z")]).toEqual([
    "pass",
    "pass",
    "fail",
  ]);
});

test("it keeps since when", () => {
  expect(judgeRecord(check, { ...qualified, related: [withDeals(null)] })).toEqual({
    status: "fail",
    evidence: { stage: "Qualified", qualifiedAt: daysAgo(5).toISOString(), maxMinutesWithoutDeal: 60 },
    since: daysAgo(5),
  });
});

test("while nothing changes but the time, what it says holds until the instant that it names", () => {
  const some = fc.record({
    stageEnteredAt: maybe(instant),
    createdAt: maybe(instant),
    dealCount: fc.constantFrom(null, null, 1),
  });
  expectToHold(
    check,
    some,
    ({ dealCount, ...dates }) =>
      (at) =>
        verdictOnRecord(check, { ...qualified, ...dates, related: [withDeals(dealCount)] }, {}, at),
  );
});

describeSentences([
  {
    check,
    name: "Ana Ruiz",
    judge: (at) => verdictOnRecord(check, { ...qualified, related: [withDeals(null)] }, {}, { asOf: at }),
    brief: "“Qualified”, no deal",
    now: "The lead Ana Ruiz has been in “Qualified” without a deal for 27 h of business time.",
    lasting: "The lead Ana Ruiz has been in “Qualified” without a deal since Fri 20 Nov, 16:00 UTC+1.",
    over: "The lead Ana Ruiz was in “Qualified” without a deal for 27 h of business time.",
  },
]);
