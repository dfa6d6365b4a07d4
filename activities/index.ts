import { makeAnnounceAlerts } from "./tell/announce-alerts.ts";
import { makeBuildWeeklyReport } from "./report/build-weekly-report.ts";
import { makeEscalateAlert } from "./tell/escalate-alert.ts";
import { makeMeetDeadline } from "./tell/meet-deadline.ts";
import { makeNextDeadline } from "./tell/next-deadline.ts";
import { makeFailRun } from "./plan/fail-run.ts";
import { makeFinishOnboarding } from "./plan/finish-onboarding.ts";
import { makePlanAudit } from "./plan/plan-audit.ts";
import { makeProbePortal } from "./plan/probe-portal.ts";
import { makePruneHistory } from "./sweep/prune-history.ts";
import { makeRunChecks } from "./judge/run-checks.ts";
import { makeRunShort } from "./short/run-short.ts";
import { makeSendNext } from "./deliver/send-next.ts";
import { makeSweepOutboxes } from "./sweep/sweep-outboxes.ts";
import { makeSyncAssociations } from "./copy/sync-associations.ts";
import { makeSyncConfiguration } from "./copy/sync-configuration.ts";
import { makeSyncRecords } from "./copy/sync-records.ts";
import { makeSyncTouches } from "./copy/sync-touches.ts";
import type { ActivityWorld } from "./world.ts";

/** The activities of each task queue. Alerts never wait behind scans, because each queue has workers of its own. */
export function makeActivities(world: ActivityWorld) {
  return {
    audit: {
      runChecks: makeRunChecks(world),
      announceAlerts: makeAnnounceAlerts(world),
      escalateAlert: makeEscalateAlert(world),
      nextDeadline: makeNextDeadline(world),
      meetDeadline: makeMeetDeadline(world),
      finishOnboarding: makeFinishOnboarding(world),
      failRun: makeFailRun(world),
      sweepOutboxes: makeSweepOutboxes(world),
      pruneHistory: makePruneHistory(world),
      buildWeeklyReport: makeBuildWeeklyReport(world),
    },
    hubspot: {
      runShort: makeRunShort(world),
      planAudit: makePlanAudit(world),
      probePortal: makeProbePortal(world),
      syncRecords: makeSyncRecords(world),
      syncAssociations: makeSyncAssociations(world),
      syncConfiguration: makeSyncConfiguration(world),
      syncTouches: makeSyncTouches(world),
    },
    delivery: { sendNext: makeSendNext(world) },
  };
}

export type Activities = ReturnType<typeof makeActivities>;
