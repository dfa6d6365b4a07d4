import { aDeal, expectToHold } from "../holding.ts";
import { describeSentences } from "../sentences.ts";
import { expect, test } from "vitest";
import { ownersDisagree } from "../../../checks/routing/owners-disagree.ts";
import { judgeRecord, verdictOnRecord } from "../around.ts";
import { company, deal, lead } from "../samples.ts";

const contact = (ownerId: string | null) => ({ ...lead, ownerId });
const firm = (ownerId: string | null) => ({ ...company, ownerId });
const closed = { stage: { ...deal.stage, isClosed: true } };

test.each([
  ["all belong to the owner of the deal", {}, [contact("7"), firm("7")], {}, "pass"],
  ["the contact belongs to someone else", {}, [contact("8"), firm("7")], {}, "fail"],
  ["the company belongs to someone else", {}, [contact("7"), firm("8")], {}, "fail"],
  ["one contact of two has no owner", {}, [contact("7"), contact(null)], {}, "fail"],
  ["the company has no owner", {}, [firm(null)], {}, "fail"],
  ["companies do not count", {}, [contact("7"), firm("8")], { comparedTypes: ["contact"] }, "pass"],
  [
    "contacts do not count, and there is nothing else",
    {},
    [contact("8")],
    { comparedTypes: ["company"] },
    "not-applicable",
  ],
  ["nothing hangs on it", {}, [], {}, "not-applicable"],
  ["the deal has no owner itself", { ownerId: null }, [contact("8")], {}, "not-applicable"],
  ["the deal is closed", closed, [contact("8")], {}, "not-applicable"],
] as const)("%s", (_, own, related, params, status) => {
  expect(judgeRecord(ownersDisagree, { ...deal, ...own, related }, params).status).toBe(status);
});

test("it keeps how many, and no name of a person", () => {
  const related = [contact("7"), contact("8"), contact(null), firm("8")];
  expect(judgeRecord(ownersDisagree, { ...deal, related })).toEqual({
    status: "fail",
    evidence: { ownerId: "7", compared: 4, differing: 2, unowned: 1 },
  });
});

test("time alone moves no verdict", () => {
  const related = [contact("8")];
  expectToHold(ownersDisagree, aDeal, (own) => (at) => verdictOnRecord(ownersDisagree, { ...own, related }, {}, at), {
    turns: 0,
  });
});

describeSentences([
  {
    check: ownersDisagree,
    name: "Northwind renewal",
    judge: (at) => {
      const related = [contact("7"), contact("8"), firm(null)];
      return judgeRecord(ownersDisagree, { ...deal, related }, {}, { asOf: at });
    },
    brief: "owners differ",
    now: "Northwind renewal: of its 3 contacts and companies, 1 belongs to someone else and 1 has no owner.",
    lasting: "Northwind renewal: of its 3 contacts and companies, 1 belongs to someone else and 1 has no owner.",
    over: "Northwind renewal: of its 3 contacts and companies, 1 belonged to someone else and 1 had no owner.",
  },
]);
