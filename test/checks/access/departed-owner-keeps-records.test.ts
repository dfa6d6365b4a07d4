import { describe, expect, test } from "vitest";
import { departedOwnerKeepsRecords as check } from "../../../checks/access/departed-owner-keeps-records.ts";
import { ownerDeactivated } from "../../../checks/routing/owner-deactivated.ts";
import type { RecordOf } from "../../../domain/mirror/records.ts";
import { addedBy, judgeItem, judgeUnlisted } from "../around.ts";
import { daysAgo, lead, owner } from "../samples.ts";
import { describeSentences } from "../sentences.ts";

const gone = { ...owner, isActive: false, deactivatedAt: daysAgo(3) };
const company = { type: "company", id: "301", name: "Northwind", ownerId: "7" } as RecordOf<"company">;
const task = { type: "task", id: "401", name: "Call back", ownerId: "7", isDone: false } as RecordOf<"task">;
const { hands: _hands, clocks: _clocks, ...contact } = lead;

test.each([
  ["still with us, whatever they own", owner, [40, 90, 5], {}, "pass"],
  ["gone, and nothing is left", gone, [0, 0, 0], {}, "not-applicable"],
  ["gone, with one company", gone, [1, 0, 0], {}, "fail"],
  ["gone, with one contact", gone, [0, 1, 0], {}, "fail"],
  ["gone, with one task", gone, [0, 0, 1], {}, "fail"],
  ["just under a limit of its own", gone, [2, 1, 1], { minOwnedRecords: 5 }, "not-applicable"],
  ["at a limit of its own", gone, [2, 2, 1], { minOwnedRecords: 5 }, "fail"],
] as const)("%s", (_, item, counts, own, status) => {
  expect(judgeItem(check, item, counts, own).status).toBe(status);
});

test("what was handed over ends as seen healthy", () => {
  expect(judgeItem(check, gone, [0, 0, 0])).toMatchObject({ ending: "seen-healthy" });
});

test("an owner whom HubSpot does not know fails while something belongs to it", () => {
  expect(judgeUnlisted(check, "999", [0, 0, 0]).verdict).toMatchObject({ status: "not-applicable" });
  expect(judgeUnlisted(check, "999", [0, 2, 0]).verdict).toMatchObject({
    status: "fail",
    evidence: { unknownOwnerId: "999", contacts: 2 },
  });
});

test("without a known day it does not invent one", () => {
  expect(judgeItem(check, { ...gone, deactivatedAt: null }, [1, 0, 0])).not.toHaveProperty("since");
});

describe("what counts", () => {
  const counts = (record: Parameters<typeof addedBy>[1], place: number) => addedBy(check, record, {}, place);

  test("companies and open tasks of an owner, nobody's and completed ones do not", () => {
    expect(counts(company, 0)).toEqual({ cohort: "7", sum: 1 });
    expect(counts({ ...company, ownerId: null }, 0)).toBeNull();
    expect(counts(task, 2)).toEqual({ cohort: "7", sum: 1 });
    expect(counts({ ...task, isDone: true }, 2)).toBeNull();
    expect(counts({ ...task, ownerId: null }, 2)).toBeNull();
  });

  test.each([
    ["an open lead", contact, false],
    ["a customer", { ...contact, lifecycleStage: "customer" }, true],
    ["a lead that was disqualified", { ...contact, leadStatus: "UNQUALIFIED" }, true],
    ["a contact without a stage", { ...contact, lifecycleStage: null }, true],
    ["a customer of nobody", { ...contact, lifecycleStage: "customer", ownerId: null }, false],
  ])("%s is told by this check: %s", (_, record, isHere) => {
    expect(counts(record, 1) !== null).toBe(isHere);
    const isThere = addedBy(ownerDeactivated, record, {}, 1) !== null;
    expect(isHere && isThere, "told twice").toBe(false);
  });
});

describeSentences([
  {
    check,
    name: "Ben Okafor",
    judge: () => judgeItem(check, gone, [2, 5, 1]),
    brief: "deactivated, owns 2 companies, 5 contacts and 1 open task",
    now: "Ben Okafor is deactivated in HubSpot and still owns 2 companies, 5 contacts and 1 open task.",
    lasting: "Ben Okafor is deactivated in HubSpot and still owns 2 companies, 5 contacts and 1 open task.",
    over: "Ben Okafor was deactivated in HubSpot and still owned 2 companies, 5 contacts and 1 open task.",
  },
  {
    check,
    name: "Owner 999",
    judge: () => judgeUnlisted(check, "999", [0, 1, 0]).verdict,
    brief: "unknown to HubSpot, owns 1 contact",
    now: "Owner 999, whom HubSpot does not know, still owns 1 contact.",
    lasting: "Owner 999, whom HubSpot does not know, still owns 1 contact.",
    over: "Owner 999, whom HubSpot does not know, still owned 1 contact.",
  },
]);
