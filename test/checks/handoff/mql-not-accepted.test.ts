import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mqlNotAccepted as check } from "../../../checks/handoff/mql-not-accepted.ts";
import { daysAgo, judgeRecord, lead, verdictOnRecord } from "../around.ts";
import { expectToHold, instant, maybe } from "../holding.ts";
import { describeSentences } from "../sentences.ts";

const mql = { ...lead, lifecycleStage: "marketingqualifiedlead", becameMqlAt: daysAgo(5) };
const status = (...changes: readonly (readonly [string, Date])[]) => ({
  leadStatus: changes.map(([value, at]) => ({ value, at, source: "CRM_UI" })),
});

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

describe("a rejection", () => {
  const rejected = { ...mql, leadStatus: "BAD_TIMING" };
  test.each([
    [
      "after the contact became an MQL",
      [
        ["NEW", daysAgo(9)],
        ["BAD_TIMING", daysAgo(1)],
      ],
      "pass",
    ],
    ["in the same instant", [["BAD_TIMING", daysAgo(5)]], "pass"],
    ["of long before", [["BAD_TIMING", daysAgo(90)]], "fail"],
    ["of which no date is known", [], "fail"],
  ] as const)("%s", (_, changes, verdict) => {
    expect(judgeRecord(check, { ...rejected, history: status(...changes) }).status).toBe(verdict);
  });

  test("whose history nobody has read leaves it unknown", () => {
    expect(judgeRecord(check, rejected)).toMatchObject({ status: "unknown", wantsHistory: true });
  });

  test("asks for no history before the time is up, and none where the status itself says enough", () => {
    expect(judgeRecord(check, { ...rejected, becameMqlAt: daysAgo(1) }).status).toBe("pass");
    expect(judgeRecord(check, mql).status).toBe("fail");
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
    now: "Ana Ruiz has been an MQL that sales has neither accepted nor rejected for 27 h of business time (limit 24 h).",
    lasting:
      "Ana Ruiz has been an MQL that sales has neither accepted nor rejected since Fri 20 Nov, 16:00 UTC+1 (limit 24 h of business time).",
    over: "Ana Ruiz was an MQL that sales had neither accepted nor rejected for 27 h of business time (limit 24 h).",
  },
]);
