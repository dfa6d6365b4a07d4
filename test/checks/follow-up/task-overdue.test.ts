import fc from "fast-check";
import { expectToHold, instant, maybe } from "../holding.ts";
import { describeSentences } from "../sentences.ts";
import { expect, test } from "vitest";
import { taskOverdue } from "../../../checks/follow-up/task-overdue.ts";
import { clientIn, judgeRecord, verdictOnRecord } from "../around.ts";
import { asOf, daysAgo, task } from "../samples.ts";

test.each([
  ["due in the first second of the third day back", { dueAt: new Date("2026-11-21T23:00:00Z") }, {}, "pass"],
  ["a second before", { dueAt: new Date("2026-11-21T22:59:59Z") }, {}, "fail"],
  ["due tomorrow", { dueAt: daysAgo(-1) }, {}, "pass"],
  ["a limit of its own", { dueAt: daysAgo(1) }, { maxOverdueDays: 0 }, "fail"],
  ["done", { status: "COMPLETED", isDone: true }, {}, "not-applicable"],
  ["put off on purpose", { status: "DEFERRED" }, {}, "not-applicable"],
  ["a status that counts", { status: "DEFERRED" }, { setAsideStatuses: [] }, "fail"],
  ["waiting for somebody", { status: "WAITING" }, {}, "fail"],
  ["no status at all", { status: null }, {}, "fail"],
  ["no due date", { dueAt: null }, {}, "not-applicable"],
] as const)("%s", (_, own, params, status) => {
  expect(judgeRecord(taskOverdue, { ...task, dueAt: daysAgo(5), ...own }, params).status).toBe(status);
});

test("a task that was done is seen healthy", () => {
  expect(judgeRecord(taskOverdue, { ...task, status: "COMPLETED", isDone: true })).toMatchObject({
    ending: "seen-healthy",
  });
});

test("a day is one of the client's calendar", () => {
  const dueAt = new Date("2026-11-22T01:00:00Z");
  const inNewYork = { businessTime: clientIn("America/New_York"), asOf };
  expect(judgeRecord(taskOverdue, { ...task, dueAt }).status).toBe("pass");
  expect(judgeRecord(taskOverdue, { ...task, dueAt }, {}, inNewYork).status).toBe("fail");
});

test("it keeps when it was due, what it is and the limit", () => {
  expect(judgeRecord(taskOverdue, { ...task, dueAt: new Date("2026-11-20T10:00:00Z") })).toEqual({
    status: "fail",
    evidence: { dueAt: "2026-11-20T10:00:00.000Z", kind: "CALL", maxOverdueDays: 3 },
    since: new Date("2026-11-23T23:00:00Z"),
  });
});

test("a verdict holds until the instant that it names", () => {
  const some = fc.record({
    dueAt: maybe(instant),
    status: fc.constantFrom(null, "NOT_STARTED", "DEFERRED"),
    isDone: fc.constantFrom(false, false, false, true),
  });
  expectToHold(taskOverdue, some, (own) => (at) => verdictOnRecord(taskOverdue, { ...task, ...own }, {}, at));
});

describeSentences([
  {
    check: taskOverdue,
    name: "Call Ana Ruiz",
    judge: (at) => judgeRecord(taskOverdue, { ...task, dueAt: new Date("2026-11-20T10:00:00Z") }, {}, { asOf: at }),
    brief: "overdue",
    now: "The task Call Ana Ruiz is still open, 5 days after it was due on 2026-11-20 (limit 3 days).",
    lasting: "The task Call Ana Ruiz is still open; it was due on 2026-11-20 (limit 3 days).",
    over: "The task Call Ana Ruiz was still open, 5 days after it was due on 2026-11-20 (limit 3 days).",
  },
]);
