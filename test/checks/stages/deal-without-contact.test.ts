import { expect, test } from "vitest";
import { dealWithoutContact } from "../../../checks/stages/deal-without-contact.ts";
import { judgeRecord, sayVerdict, verdictOnRecord } from "../around.ts";
import { deal } from "../samples.ts";
import { aDeal, expectToHold } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const made = (instant: string) => ({ createdAt: new Date(instant) });

test.each([
  ["one contact", { contactCount: 1 }, {}, "pass"],
  ["no contact", { contactCount: 0 }, {}, "fail"],
  ["a count that HubSpot left empty", { contactCount: null }, {}, "fail"],
  [
    "none, made on the last day of grace",
    { contactCount: 0, ...made("2026-11-19T00:00:00+01:00") },
    {},
    "not-applicable",
  ],
  ["none, made at the end of the day before", { contactCount: 0, ...made("2026-11-18T23:59:59+01:00") }, {}, "fail"],
  [
    "none, made today, where there is no grace",
    { contactCount: 0, ...made("2026-11-25T10:00:00Z") },
    { graceDays: 0 },
    "fail",
  ],
  ["none, and no creation date", { contactCount: 0, createdAt: null }, {}, "fail"],
  ["one contact of a new deal", { contactCount: 1, ...made("2026-11-25T10:00:00Z") }, {}, "pass"],
  ["none, closed", { contactCount: 0, stage: { ...deal.stage, isClosed: true, progress: null } }, {}, "not-applicable"],
] as const)("%s", (_, some, params, status) => {
  expect(judgeRecord(dealWithoutContact, { ...deal, ...some }, params).status).toBe(status);
});

test("it says where the deal is, and not since when: HubSpot keeps no date of the last contact that went", () => {
  const verdict = judgeRecord(dealWithoutContact, { ...deal, contactCount: 0 });
  expect(verdict).toEqual({
    status: "fail",
    evidence: { stage: "Contract sent", pipeline: "Sales", amount: 12_000 },
  });
  expect(sayVerdict(dealWithoutContact, deal.name, verdict)).toBe(
    "Northwind renewal is in “Contract sent” without a contact.",
  );
});

describeSentences([
  {
    check: dealWithoutContact,
    name: deal.name,
    judge: (at) => judgeRecord(dealWithoutContact, { ...deal, contactCount: 0 }, {}, { asOf: at }),
    brief: "in “Contract sent”, no contact",
    now: "Northwind renewal is in “Contract sent” without a contact.",
    lasting: "Northwind renewal is in “Contract sent” without a contact.",
    over: "Northwind renewal was in “Contract sent” without a contact.",
  },
]);

test("while nothing changes but the time, a verdict holds until the instant that it names", () => {
  expectToHold(dealWithoutContact, aDeal, (some) => (at) => verdictOnRecord(dealWithoutContact, some, {}, at));
});
