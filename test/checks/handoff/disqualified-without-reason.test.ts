import fc from "fast-check";
import { expect, test } from "vitest";
import { disqualifiedWithoutReason as check } from "../../../checks/handoff/disqualified-without-reason.ts";
import { judgeRecord, verdictOnRecord } from "../around.ts";
import { daysAgo, leadObject } from "../samples.ts";
import { expectToHold, instant, maybe } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const stage = {
  ...leadObject.stage,
  id: "unqualified-stage-id",
  label: "Disqualified",
  isClosed: true,
  progress: null,
};
const disqualified = { ...leadObject, stage };

test.each([
  ["no reason", {}, {}, "fail"],
  ["a reason", { disqualifiedBecause: "NO_BUDGET" }, {}, "pass"],
  ["a note alone says why too", { disqualificationNote: "Moved to a rival" }, {}, "pass"],
  ["no reason on a lead that is worked", { stage: leadObject.stage }, {}, "not-applicable"],
  [
    "no reason on a qualified lead",
    { stage: { ...stage, id: "qualified-stage-id", label: "Qualified" } },
    {},
    "not-applicable",
  ],
  ["HubSpot's stage under another name", { stage: { ...stage, label: "Not for us" } }, {}, "fail"],
  ["a stage of their own of that name", { stage: { ...stage, id: "8", label: "unqualified" } }, {}, "fail"],
  ["a stage of their own", { stage: { ...stage, id: "8", label: "Parked" } }, {}, "not-applicable"],
  [
    "a stage of their own that is named",
    { stage: { ...stage, id: "8", label: "Parked" } },
    { disqualifiedStages: ["Parked"] },
    "fail",
  ],
  ["disqualified a moment ago", { createdAt: daysAgo(0), stageEnteredAt: daysAgo(0) }, {}, "fail"],
  ["nobody knows when", { stageEnteredAt: null }, {}, "fail"],
] as const)("%s", (_, some, params, status) => {
  expect(judgeRecord(check, { ...disqualified, ...some }, params).status).toBe(status);
});

test("it keeps since when, where HubSpot says so", () => {
  const failed = { status: "fail", evidence: { stage: "Disqualified", disqualifiedAt: daysAgo(5).toISOString() } };
  expect(judgeRecord(check, disqualified)).toEqual({ ...failed, since: daysAgo(5) });
  const evidence = { stage: "Disqualified", disqualifiedAt: null };
  expect(judgeRecord(check, { ...disqualified, stageEnteredAt: null })).toEqual({ status: "fail", evidence });
});

test("time alone changes nothing of it", () => {
  const some = fc.record({ stageEnteredAt: maybe(instant), disqualifiedBecause: fc.constantFrom(null, "OTHER") });
  expectToHold(check, some, (own) => (at) => verdictOnRecord(check, { ...disqualified, ...own }, {}, at), { turns: 0 });
});

describeSentences([
  {
    check,
    name: "Ana Ruiz",
    judge: (at) => verdictOnRecord(check, disqualified, {}, { asOf: at }),
    brief: "no reason",
    now: "The lead Ana Ruiz has been in “Disqualified” since 2026-11-20 without a reason.",
    lasting: "The lead Ana Ruiz has been in “Disqualified” since 2026-11-20 without a reason.",
    over: "The lead Ana Ruiz was in “Disqualified” since 2026-11-20 without a reason.",
  },
]);
