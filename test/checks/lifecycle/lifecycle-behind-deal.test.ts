import fc from "fast-check";
import { expect, test } from "vitest";
import { lifecycleBehindDeal as check } from "../../../checks/lifecycle/lifecycle-behind-deal.ts";
import { judgeRecord, sayVerdict, verdictOnRecord } from "../around.ts";
import { daysAgo, deal, lead } from "../samples.ts";
import { aDeal, expectToHold, instant, maybe } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const contact = { ...lead, createdAt: daysAgo(90) };
const closed = { ...deal, id: "202", stage: { ...deal.stage, isClosed: true, progress: null } };
const won = { ...closed, isWon: true };

test.each([
  ["a lead", {}, [deal], {}, "fail"],
  ["a subscriber", { lifecycleStage: "subscriber" }, [deal], {}, "fail"],
  ["an MQL", { lifecycleStage: "marketingqualifiedlead" }, [deal], {}, "pass"],
  ["an opportunity", { lifecycleStage: "opportunity" }, [deal], {}, "pass"],
  ["a customer", { lifecycleStage: "customer" }, [deal], {}, "pass"],
  ["no stage", { lifecycleStage: null }, [deal], {}, "not-applicable"],
  [
    "an MQL, where that is too early",
    { lifecycleStage: "marketingqualifiedlead" },
    [deal],
    { stagesBeforeDeal: ["marketingqualifiedlead"] },
    "fail",
  ],
  ["a lost deal", {}, [closed], {}, "not-applicable"],
  ["no deal", {}, [], {}, "not-applicable"],
  ["an open deal beside a lost one", {}, [closed, deal], {}, "fail"],
  ["an open deal beside a won one is told elsewhere", {}, [won, deal], {}, "not-applicable"],
  ["created on the last new day", { createdAt: new Date("2026-11-18T23:00:00Z") }, [deal], {}, "not-applicable"],
  ["created on the day before", { createdAt: new Date("2026-11-18T22:59:59Z") }, [deal], {}, "fail"],
  ["a deal of the last new day", {}, [{ ...deal, createdAt: new Date("2026-11-18T23:00:00Z") }], {}, "not-applicable"],
  ["a deal of the day before", {}, [{ ...deal, createdAt: new Date("2026-11-18T22:59:59Z") }], {}, "fail"],
  ["nobody says when they were made", { createdAt: null }, [{ ...deal, createdAt: null }], {}, "fail"],
] as const)("%s", (_, own, related, params, status) => {
  expect(judgeRecord(check, { ...contact, ...own, related }, params).status).toBe(status);
});

test("it lags since the oldest open deal was opened", () => {
  const newer = { ...deal, id: "9", name: "Second", createdAt: daysAgo(10) };
  const verdict = judgeRecord(check, { ...contact, related: [newer, deal] });
  expect(verdict).toEqual({
    status: "fail",
    evidence: { lifecycleStage: "lead", openDeals: 2, deal: "Northwind renewal", openSince: "2026-10-16" },
    since: daysAgo(40),
  });
  expect(sayVerdict(check, "Ana Ruiz", verdict)).toBe(
    "Ana Ruiz is still “Lead”, although “Northwind renewal” and 1 other deal are open.",
  );
});

test("while nothing changes but the time, what it says holds until the instant that it names", () => {
  const some = fc.record({
    createdAt: maybe(instant),
    lifecycleStage: fc.constantFrom(null, "lead", "lead", "customer"),
    related: fc.array(aDeal, { maxLength: 3 }),
  });
  expectToHold(check, some, (own) => (at) => verdictOnRecord(check, { ...lead, ...own }, {}, at));
});

describeSentences([
  {
    check,
    name: "Ana Ruiz",
    judge: (at) => verdictOnRecord(check, { ...contact, related: [deal] }, {}, { asOf: at }),
    brief: "“Lead”, although “Northwind renewal” is open",
    now: "Ana Ruiz is still “Lead”, although “Northwind renewal” is open.",
    lasting: "Ana Ruiz is still “Lead”, although “Northwind renewal” is open.",
    over: "Ana Ruiz was still “Lead”, although “Northwind renewal” was open.",
  },
]);
