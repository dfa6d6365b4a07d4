import { expect, test } from "vitest";
import { contactEmailMissing } from "../../../checks/data-quality/contact-email-missing.ts";
import { addedBy, judgeCohorts } from "../around.ts";
import { lead } from "../samples.ts";
import { describeSentences } from "../sentences.ts";

const judged = (n: number, missing: number, params = {}) =>
  judgeCohorts(contactEmailMissing, { whole: [n, missing] }, params)[0]!;

test.each([
  ["all have one", 100, 0, {}, "pass"],
  ["15 % have none", 100, 15, {}, "pass"],
  ["more than 15 % have none", 1000, 151, {}, "fail"],
  ["a limit of its own", 100, 16, { maxMissingPercent: 16 }, "pass"],
  ["the smallest sample", 20, 20, {}, "fail"],
  ["one below the smallest sample", 19, 19, {}, "unknown"],
  ["a portal without contacts", 0, 0, {}, "unknown"],
  ["one below a smallest sample of its own", 29, 29, { minSample: 30 }, "unknown"],
] as const)("%s", (_, n, missing, params, status) => {
  const subject = { id: "contacts", label: "Contacts" };
  expect(judged(n, missing, params)).toMatchObject({ subject, verdict: { status } });
});

test("what was too few to say anything is named", () => {
  expect(judged(19, 19).verdict).toMatchObject({ reason: expect.stringContaining("contacts that are no longer new") });
});

test.each([
  [151, undefined],
  [200, undefined],
  [201, "critical"],
])("%i of 1000 without one is critical or as bad as the settings say: %s", (missing, severity) => {
  expect(judged(1000, missing).verdict).toMatchObject({ status: "fail", ...(severity && { severity }) });
  expect("severity" in judged(1000, missing).verdict).toBe(severity !== undefined);
});

const none = { email: null };
test.each([
  ["with an address", {}, {}, 0],
  ["without one", { ...none, createdAt: new Date("2026-01-01T12:00:00Z") }, {}, 1],
  ["made on the last day of grace", { ...none, createdAt: new Date("2026-11-19T00:00:00+01:00") }, {}, null],
  ["made at the end of the day before", { ...none, createdAt: new Date("2026-11-18T23:59:59+01:00") }, {}, 1],
  ["made now, where there is no grace", { ...none, createdAt: new Date("2026-11-25T15:00:00Z") }, { graceDays: 0 }, 1],
  ["without a creation date", { ...none, createdAt: null }, {}, 1],
] as const)("a contact %s counts as %s %s", (_, some, params, sum) => {
  const old = { ...lead, createdAt: new Date("2026-01-01T12:00:00Z") };
  expect(addedBy(contactEmailMissing, { ...old, ...some }, params)?.sum ?? null).toBe(sum);
});

describeSentences([
  {
    check: contactEmailMissing,
    name: "Contacts",
    judge: () => judged(40, 7).verdict,
    now: "7 of 40 contacts have no e-mail address: 17.5 % (limit 15 %).",
    lasting: "7 of 40 contacts have no e-mail address: 17.5 % (limit 15 %).",
    over: "7 of 40 contacts had no e-mail address: 17.5 % (limit 15 %).",
  },
]);
