import fc from "fast-check";
import { expect, test } from "vitest";
import { wonDealContactNotCustomer as check } from "../../../checks/lifecycle/won-deal-contact-not-customer.ts";
import { judgeRecord, sayVerdict, verdictOnRecord } from "../around.ts";
import { daysAgo, deal, lead } from "../samples.ts";
import { expectToHold, instant, maybe } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const buyer = { ...lead, createdAt: daysAgo(90), lifecycleStage: "salesqualifiedlead" };
const won = { ...deal, isWon: true };
const open = { ...deal, id: "202", name: "Contoso" };
const unsaid = { ...deal, id: "203", name: "Fabrikam", isWon: null };

test.each([
  ["a lead with a won deal", {}, [won], {}, "fail"],
  ["an opportunity with a won deal", { lifecycleStage: "opportunity" }, [won], {}, "fail"],
  ["a contact without a stage with a won deal", { lifecycleStage: null }, [won], {}, "fail"],
  ["a customer", { lifecycleStage: "customer" }, [won], {}, "pass"],
  ["an evangelist", { lifecycleStage: "evangelist" }, [won], {}, "pass"],
  ["a stage of the client's own", { lifecycleStage: "812" }, [won], { customerStages: ["812"] }, "pass"],
  [
    "a customer, where only a stage of their own counts",
    { lifecycleStage: "customer" },
    [won],
    { customerStages: ["812"] },
    "fail",
  ],
  ["an open deal", {}, [open], {}, "not-applicable"],
  ["no deal", {}, [], {}, "not-applicable"],
  ["a won deal beside an open one", {}, [open, won], {}, "fail"],
  ["a deal of which HubSpot does not say whether it is won", {}, [unsaid, open], {}, "unknown"],
  ["the same beside a won one", {}, [unsaid, won], {}, "fail"],
  // 2026-11-18 is seven days before the day that is judged.
  ["created on the last new day", { createdAt: new Date("2026-11-18T23:00:00Z") }, [won], {}, "not-applicable"],
  ["created on the day before", { createdAt: new Date("2026-11-18T22:59:59Z") }, [won], {}, "fail"],
  ["a deal that is new", {}, [{ ...won, createdAt: daysAgo(6) }], {}, "not-applicable"],
  [
    "a new deal beside an old one",
    {},
    [
      { ...won, createdAt: daysAgo(6) },
      { ...won, id: "204" },
    ],
    {},
    "fail",
  ],
  ["nobody says when they were made", { createdAt: null }, [{ ...won, createdAt: null }], {}, "fail"],
  ["new, where no time is given", { createdAt: daysAgo(0) }, [won], { graceDays: 0 }, "fail"],
] as const)("%s", (_, contact, related, params, status) => {
  expect(judgeRecord(check, { ...buyer, ...contact, related }, params).status).toBe(status);
});

test("it names the oldest of the won deals, and counts them", () => {
  const related = [{ ...won, id: "9", name: "Second", createdAt: daysAgo(10) }, won, open];
  const verdict = judgeRecord(check, { ...buyer, related });
  expect(verdict).toEqual({
    status: "fail",
    evidence: { lifecycleStage: "salesqualifiedlead", wonDeals: 2, deal: "Northwind renewal" },
  });
  expect(sayVerdict(check, "Ana Ruiz", verdict)).toBe(
    "Ana Ruiz is not a customer but “Sales Qualified Lead”, although “Northwind renewal” and 1 other deal are won.",
  );
  const unsorted = judgeRecord(check, { ...buyer, lifecycleStage: null, related: [won] });
  expect(sayVerdict(check, "Ana Ruiz", unsorted)).toBe(
    "Ana Ruiz is not a customer but without a lifecycle stage, although “Northwind renewal” is won.",
  );
});

test("while nothing changes but the time, what it says holds until the instant that it names", () => {
  const some = fc.record({
    createdAt: maybe(instant),
    lifecycleStage: fc.constantFrom(null, "lead", "lead", "customer"),
    related: fc.array(
      fc
        .record({ createdAt: maybe(instant), isWon: fc.constantFrom(true, true, false, null) })
        .map((own) => ({ ...deal, ...own })),
      { maxLength: 3 },
    ),
  });
  expectToHold(check, some, (own) => (at) => verdictOnRecord(check, { ...lead, ...own }, {}, at));
});

describeSentences([
  {
    check,
    name: "Ana Ruiz",
    judge: (at) => verdictOnRecord(check, { ...buyer, related: [won] }, {}, { asOf: at }),
    brief: "“Sales Qualified Lead”, although “Northwind renewal” is won",
    now: "Ana Ruiz is not a customer but “Sales Qualified Lead”, although “Northwind renewal” is won.",
    lasting: "Ana Ruiz is not a customer but “Sales Qualified Lead”, although “Northwind renewal” is won.",
    over: "Ana Ruiz was not a customer but “Sales Qualified Lead”, although “Northwind renewal” had been won.",
  },
]);
