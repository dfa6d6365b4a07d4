import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mqlNotAccepted as check } from "../../../checks/handoff/mql-not-accepted.ts";
import { judgeRecord, verdictOnRecord } from "../around.ts";
import { daysAgo, lead } from "../samples.ts";
import { expectToHold, instant, maybe } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const status = (...changes: readonly (readonly [string | null, Date])[]) => ({
  leadStatus: changes.map(([value, at]) => ({ value, at, source: "CRM_UI" })),
});
const mql = { ...lead, lifecycleStage: "marketingqualifiedlead", becameMqlAt: daysAgo(5), history: status() };

test.each([
  ["no status", {}, {}, "fail"],
  ["new", { leadStatus: "NEW" }, {}, "fail"],
  ["open", { leadStatus: "OPEN" }, {}, "pass"],
  ["open, where that is no decision", { leadStatus: "OPEN" }, { undecidedStatuses: ["NEW", "OPEN"] }, "fail"],
  ["in progress", { leadStatus: "IN_PROGRESS" }, {}, "pass"],
  ["a status of their own", { leadStatus: "TAKEN" }, {}, "pass"],
  ["moved on to SQL", { lifecycleStage: "salesqualifiedlead" }, {}, "not-applicable"],
  ["back to lead", { lifecycleStage: "lead" }, {}, "not-applicable"],
  ["no stage", { lifecycleStage: null }, {}, "not-applicable"],
  ["nobody says since when", { becameMqlAt: null }, {}, "unknown"],
  // 24 hours of a nine-hour day before Wednesday 16:00 began on Monday at 10:00.
  ["an MQL for a day of business time", { becameMqlAt: new Date("2026-11-23T09:00:00Z") }, {}, "pass"],
  ["an MQL for a minute longer", { becameMqlAt: new Date("2026-11-23T08:59:00Z") }, {}, "fail"],
  ["a limit of two days", { becameMqlAt: new Date("2026-11-23T08:59:00Z") }, { maxUndecidedMinutes: 2880 }, "pass"],
] as const)("%s", (_, own, params, verdict) => {
  expect(judgeRecord(check, { ...mql, ...own }, params).status).toBe(verdict);
});

test.each([
  [
    "a rejection after it became an MQL",
    [
      ["NEW", daysAgo(9)],
      ["BAD_TIMING", daysAgo(1)],
    ],
    "pass",
  ],
  ["a rejection in the same instant", [["BAD_TIMING", daysAgo(5)]], "pass"],
  ["a rejection of long before", [["BAD_TIMING", daysAgo(90)]], "fail"],
  [
    "taken since, and put back",
    [
      ["IN_PROGRESS", daysAgo(2)],
      ["NEW", daysAgo(1)],
    ],
    "pass",
  ],
  [
    "taken before, and put back",
    [
      ["IN_PROGRESS", daysAgo(9)],
      ["NEW", daysAgo(1)],
    ],
    "fail",
  ],
  [
    "rejected since, and emptied",
    [
      ["UNQUALIFIED", daysAgo(2)],
      [null, daysAgo(1)],
    ],
    "pass",
  ],
  ["taken before, and taken still", [["CONNECTED", daysAgo(90)]], "pass"],
] as const)("%s", (_, changes, verdict) => {
  const leadStatus = changes.at(-1)![0];
  expect(judgeRecord(check, { ...mql, leadStatus, history: status(...changes) }).status).toBe(verdict);
});

describe("the history of its status", () => {
  const unread = { ...mql, history: null };
  test.each([null, "NEW", "BAD_TIMING"])("is asked for where it is %s and the time is up", (leadStatus) => {
    expect(judgeRecord(check, { ...unread, leadStatus })).toMatchObject({ status: "unknown", wantsHistory: true });
    expect(judgeRecord(check, { ...unread, leadStatus, becameMqlAt: daysAgo(1) }).status).toBe("pass");
  });

  test("is not asked for where somebody works on the lead", () => {
    expect(judgeRecord(check, { ...unread, leadStatus: "CONNECTED" }).status).toBe("pass");
  });
});

test("it keeps since when and the limit", () => {
  expect(judgeRecord(check, { ...mql, leadStatus: "NEW" })).toEqual({
    status: "fail",
    evidence: { becameMqlAt: daysAgo(5).toISOString(), leadStatus: "NEW", maxUndecidedMinutes: 1440 },
    since: daysAgo(5),
  });
});

test("while nothing changes but the time, what it says holds until the instant that it names", () => {
  const some = fc.record({
    becameMqlAt: maybe(instant),
    leadStatus: fc.constantFrom(null, "NEW", "CONNECTED", "BAD_TIMING"),
    history: instant.map((at) => status(["BAD_TIMING", at])),
  });
  expectToHold(check, some, (own) => (at) => verdictOnRecord(check, { ...mql, ...own }, {}, at));
});

describeSentences([
  {
    check,
    name: "Ana Ruiz",
    judge: (at) => verdictOnRecord(check, mql, {}, { asOf: at }),
    brief: "MQL, neither accepted nor rejected",
    now: "Ana Ruiz has been an MQL that sales has neither accepted nor rejected for 27 h of business time (limit 24 h).",
    lasting:
      "Ana Ruiz has been an MQL that sales has neither accepted nor rejected since Fri 20 Nov, 16:00 UTC+1 (limit 24 h of business time).",
    over: "Ana Ruiz was an MQL that sales had neither accepted nor rejected for 27 h of business time (limit 24 h).",
  },
]);
