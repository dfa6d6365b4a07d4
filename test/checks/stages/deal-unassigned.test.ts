import { expect, test } from "vitest";
import { dealUnassigned } from "../../../checks/stages/deal-unassigned.ts";
import { judgeRecord, sayVerdict, verdictOnRecord } from "../around.ts";
import { deal } from "../samples.ts";
import { aDeal, expectToHold } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const nobodys = { ...deal, ownerId: null };
const made = (instant: string) => ({ createdAt: new Date(instant) });

test.each([
  ["somebody's, whoever that is", { ownerId: "unheard-of" }, {}, "pass"],
  ["nobody's", {}, {}, "fail"],
  ["nobody's, made on the last day of grace", made("2026-11-19T00:00:00+01:00"), {}, "not-applicable"],
  ["nobody's, made at the end of the day before", made("2026-11-18T23:59:59+01:00"), {}, "fail"],
  ["nobody's, made just now, where there is no grace", made("2026-11-25T15:00:00Z"), { graceDays: 0 }, "fail"],
  ["nobody's, and no creation date", { createdAt: null }, {}, "fail"],
  ["nobody's, closed", { stage: { ...deal.stage, isClosed: true, progress: null } }, {}, "not-applicable"],
] as const)("%s", (_, some, params, status) => {
  expect(judgeRecord(dealUnassigned, { ...nobodys, ...some }, params).status).toBe(status);
});

test("it says where the deal is, and not since when: HubSpot's creation says nothing of when its owner went", () => {
  const verdict = judgeRecord(dealUnassigned, nobodys);
  expect(verdict).toEqual({
    status: "fail",
    evidence: { stage: "Contract sent", pipeline: "Sales", amount: 12_000 },
  });
  expect(sayVerdict(dealUnassigned, deal.name, verdict)).toBe(
    "Northwind renewal is in “Contract sent” without an owner.",
  );
});

describeSentences([
  {
    check: dealUnassigned,
    name: deal.name,
    judge: (at) => judgeRecord(dealUnassigned, nobodys, {}, { asOf: at }),
    brief: "in “Contract sent”, no owner",
    now: "Northwind renewal is in “Contract sent” without an owner.",
    lasting: "Northwind renewal is in “Contract sent” without an owner.",
    over: "Northwind renewal was in “Contract sent” without an owner.",
  },
]);

test("while nothing changes but the time, a verdict holds until the instant that it names", () => {
  const ownerless = aDeal.map((some) => ({ ...some, ownerId: null }));
  expectToHold(dealUnassigned, ownerless, (some) => (at) => verdictOnRecord(dealUnassigned, some, {}, at));
});
