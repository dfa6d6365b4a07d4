import { expect, test } from "vitest";
import {
  alertIdOf,
  alertWorkflowId,
  askedAuditWorkflowId,
  askedReportWorkflowId,
  baselineRunId,
  clientOfId,
  isScheduleId,
  isSenderWorkflowId,
  lateReportWorkflowId,
  onboardingWorkflowId,
  restoredAuditWorkflowId,
  runIdOf,
  scheduleIdsOf,
  senderWorkflowId,
  superviseScheduleId,
} from "../../domain/ids.ts";

const at = "2026-11-30T10:00:00.000Z";

// Installations that run have these ids in Temporal and in the store: another spelling would start everything twice.
test("ids are spelled as those of every earlier version", () => {
  expect({
    schedules: [superviseScheduleId, ...scheduleIdsOf("northwind", ["fast", "daily"])],
    onboarding: onboardingWorkflowId("northwind"),
    asked: [askedAuditWorkflowId("northwind", "all", at), askedReportWorkflowId("northwind", at)],
    restored: restoredAuditWorkflowId("northwind", at),
    late: lateReportWorkflowId("northwind", "2026-W48"),
    sender: senderWorkflowId("northwind"),
    alert: alertWorkflowId("northwind", alertIdOf("sales", "waiting-leads")),
    runs: [runIdOf("fast", at), baselineRunId(at)],
  }).toEqual({
    schedules: ["operations/supervise", "audit/northwind/fast", "audit/northwind/daily", "report/northwind/weekly"],
    onboarding: "onboard/northwind",
    asked: [
      "audit/northwind/all-asked-2026-11-30T10:00:00.000Z",
      "report/northwind/weekly-asked-2026-11-30T10:00:00.000Z",
    ],
    restored: "audit/northwind/restored-2026-11-30T10:00:00.000Z",
    late: "report/northwind/weekly-late-2026-W48",
    sender: "delivery/northwind",
    alert: "alert/northwind/sales.waiting-leads",
    runs: ["fast-2026-11-30T10:00:00.000Z", "baseline-2026-11-30T10:00:00.000Z"],
  });
});

test("an id says whose it is", () => {
  expect(clientOfId(senderWorkflowId("northwind"))).toBe("northwind");
  expect(clientOfId(alertWorkflowId("northwind", "sales.waiting-leads"))).toBe("northwind");
  expect(clientOfId(`${superviseScheduleId}-${at}`)).toBeNull();
});

test("ids of others are none of ours", () => {
  expect([superviseScheduleId, ...scheduleIdsOf("northwind", ["fast"])].map(isScheduleId)).toEqual([true, true, true]);
  expect(["audits/x", "nightly", "my-audit/x"].map(isScheduleId)).toEqual([false, false, false]);
  expect(isSenderWorkflowId(senderWorkflowId("northwind"))).toBe(true);
  expect(isSenderWorkflowId(onboardingWorkflowId("delivery"))).toBe(false);
});
