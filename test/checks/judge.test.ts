import { describe, expect, test } from "vitest";
import type { RecordOf } from "../../domain/mirror/records.ts";
import {
  aggregate,
  defineInventoryCheck,
  defineMeasureCheck,
  defineOwnCheck,
  defineRecordCheck,
  fail,
  pass,
  type Check,
} from "../../checks/define-check.ts";
import { startJudging, type Judgement, type Surroundings } from "../../checks/judge.ts";
import { noDrift } from "../../checks/sources/approved.ts";
import { granted } from "../../domain/access.ts";
import type { CrmRecord } from "../../domain/mirror/records.ts";
import { asOf, businessTime, deal, lead, owner } from "./samples.ts";
import { words } from "./words.ts";

const amountMissing = defineRecordCheck({
  ...words,
  id: "amount-missing",
  judges: "deal",
  needs: { fields: ["amount"] },
  evaluate: (one) => (one.amount === null ? fail({}) : pass()),
});
const closeDateShowsAmount = defineRecordCheck({
  ...words,
  id: "close-date-shows-amount",
  judges: "deal",
  needs: { fields: ["closeAt"], shows: ["amount", "ownerId"] },
  evaluate: (one) => (one.closeAt === null ? fail({ amount: one.amount, ownerId: one.ownerId }) : pass()),
});
const closeDateMissing = defineRecordCheck({
  ...words,
  id: "close-date-missing",
  judges: "deal",
  needs: { fields: ["closeAt"] },
  evaluate: (one) => (one.closeAt === null ? fail({}) : pass()),
});
const brittle = defineRecordCheck({
  ...words,
  id: "brittle",
  judges: "deal",
  needs: { fields: ["amount"] },
  evaluate(one) {
    if (one.id === "202") throw new Error("I did not think of this one");
    return pass();
  },
});
const dealsOfOwner = defineInventoryCheck({
  ...words,
  id: "deals-of-owner",
  judges: "owner",
  needs: {
    fields: [],
    counts: [
      aggregate({
        of: "deal",
        fields: ["ownerId", "amount"],
        contribution: (one) => (one.ownerId === null ? null : { cohort: one.ownerId }),
      }),
    ],
  },
  evaluate: (_, { counts }) => (counts[0]! > 0 ? fail({ deals: counts[0]! }) : pass()),
});
const dealsInAll = defineMeasureCheck({
  ...words,
  id: "deals-in-all",
  judges: "portal",
  needs: {
    aggregate: aggregate({
      of: "deal",
      fields: ["createdAt"],
      contribution: (one) => (one.id === "203" ? boom() : { cohort: "all" }),
    }),
  },
  evaluate: (cohorts) => [
    { subject: { id: "all", label: "All deals" }, verdict: fail({ deals: cohorts.get("all")?.n ?? 0 }) },
  ],
});
const measureThatBreaks = defineMeasureCheck({
  ...words,
  id: "measure-that-breaks",
  judges: "portal",
  needs: { aggregate: aggregate({ of: "contact", fields: ["createdAt"], contribution: () => ({ cohort: "all" }) }) },
  evaluate: () => boom(),
});
const access = defineOwnCheck({
  ...words,
  id: "access",
  judges: "portal",
  evaluate: (work) => (work.access.state === "granted" ? pass() : fail({})),
});

function boom(): never {
  throw new Error("the arithmetic broke");
}

const around: Surroundings = {
  asOf,
  businessTime,
  access: granted,
  comparison: null,
  inventory: { owner: [owner] },
  drift: noDrift,
};

/** Judges some records, each with the fields that could not be read. */
function judged(
  checks: readonly Check[],
  ...records: readonly (readonly [CrmRecord, Readonly<Record<string, string>>?])[]
) {
  const judgements: Judgement[] = [];
  const judging = startJudging(
    checks.map((check) => ({ check, params: {} })),
    around,
    (judgement) => judgements.push(judgement),
  );
  for (const [record, faults = {}] of records) judging.record(record, new Map(Object.entries(faults)));
  const doubts = judging.finish();
  const verdicts = judgements.map(({ checkId, subject, verdict }) => `${checkId} ${subject.id}: ${verdict.status}`);
  return { judgements, verdicts, doubts };
}

const second = { ...deal, id: "202" };

describe("a check that breaks", () => {
  test("is unknown for that subject only, and the others go on", () => {
    const { verdicts, judgements } = judged([brittle, amountMissing], [deal], [second], [{ ...deal, id: "204" }]);
    expect(verdicts).toEqual([
      "brittle 201: pass",
      "amount-missing 201: pass",
      "brittle 202: unknown",
      "amount-missing 202: pass",
      "brittle 204: pass",
      "amount-missing 204: pass",
    ]);
    expect(judgements[2]!.verdict).toEqual({
      status: "unknown",
      reason: "the check failed on this one: I did not think of this one",
    });
  });

  test("a measure that breaks is unknown as a whole, and whatever it found before is in doubt", () => {
    const { verdicts, doubts } = judged([measureThatBreaks, access], [lead]);
    expect(verdicts).toEqual(["measure-that-breaks measure: unknown", "access portal: pass"]);
    expect([...doubts]).toEqual([["measure-that-breaks", "the check failed: the arithmetic broke"]]);
  });

  test("a count that breaks on one record leaves it out and says so; what was counted stands", () => {
    const { judgements, doubts } = judged(
      [dealsInAll],
      ...Array.from({ length: 40 }, (): [RecordOf<"deal">] => [deal]),
      [{ ...deal, id: "203" }],
    );
    expect(judgements[0]!.verdict).toMatchObject({ status: "fail", evidence: { deals: 40 } });
    expect([...doubts]).toEqual([
      ["deals-in-all", "1 of the records could not be counted: the check failed on one: the arithmetic broke"],
    ]);
  });
});

describe("a value that cannot be read", () => {
  const faults = { amount: "HubSpot's amount cannot be read: “plenty” is not a number" };

  test("is unknown for the checks that need it, and for no other", () => {
    const { verdicts, judgements } = judged([amountMissing, closeDateMissing], [{ ...deal, amount: null }, faults]);
    expect(verdicts).toEqual(["amount-missing 201: unknown", "close-date-missing 201: pass"]);
    expect(judgements[0]!.verdict).toEqual({ status: "unknown", holdsUntil: null, reason: faults.amount });
  });

  test("is shown as unreadable where it is only shown, and costs no verdict", () => {
    const dateless = { ...deal, closeAt: null, amount: null };
    const { judgements } = judged([closeDateShowsAmount], [dateless, faults], [deal, faults]);
    expect(judgements.map(({ verdict }) => verdict)).toEqual([
      { status: "fail", evidence: { amount: `unreadable: ${faults.amount}`, ownerId: "7" } },
      { status: "pass" },
    ]);
  });

  test("is left out of a count that needs it, which puts that count in doubt", () => {
    const { verdicts, doubts } = judged([dealsOfOwner, dealsInAll], [deal, faults]);
    expect(verdicts).toEqual(["deals-of-owner 7: pass", "deals-in-all all: fail"]);
    expect([...doubts]).toEqual([["deals-of-owner", `1 of the records could not be counted: ${faults.amount}`]]);
  });
});

test("records of another type are not judged and not counted", () => {
  expect(judged([amountMissing, dealsOfOwner], [lead]).verdicts).toEqual(["deals-of-owner 7: pass"]);
});

test("an item is judged beside the count of what hangs on it", () => {
  const { judgements } = judged([dealsOfOwner], [deal], [second], [{ ...deal, id: "204", ownerId: "8" }]);
  expect(judgements[0]).toEqual({
    checkId: "deals-of-owner",
    subject: { type: "owner", id: "7", label: "Ben Okafor", ownerId: "7" },
    verdict: { status: "fail", evidence: { deals: 2 } },
  });
});

test("a subject carries its name and its owner", () => {
  expect(judged([amountMissing], [deal]).judgements[0]!.subject).toEqual({
    type: "deal",
    id: "201",
    label: "Northwind renewal",
    ownerId: "7",
  });
});

test("nothing is kept: each judgement is handed over at once, and two judgings know nothing of each other", () => {
  const seen: string[] = [];
  const start = () =>
    startJudging([{ check: dealsOfOwner, params: {} }], around, (one) => seen.push(one.verdict.status));
  const [one, other] = [start(), start()];
  one.record(deal, new Map());
  other.finish();
  one.finish();
  expect(seen).toEqual(["pass", "fail"]);

  const order: string[] = [];
  const judging = startJudging([{ check: amountMissing, params: {} }], around, () => order.push("judged"));
  judging.record(deal, new Map());
  order.push("next record");
  judging.record(second, new Map());
  expect(order).toEqual(["judged", "next record", "judged"]);
});
