import { makeAnnounceAlerts } from "./announce-alerts.ts";
import { makeBuildWeeklyReport } from "./build-weekly-report.ts";
import { makeEscalateAlert } from "./escalate-alert.ts";
import { makeFailRun } from "./fail-run.ts";
import { makeFinishOnboarding } from "./finish-onboarding.ts";
import { makePlanAudit } from "./plan-audit.ts";
import { makeProbePortal } from "./probe-portal.ts";
import { makePruneHistory } from "./prune-history.ts";
import { makeRunChecks } from "./run-checks/run-checks.ts";
import { makeSendNext } from "./send-next.ts";
import { makeSweepOutboxes } from "./sweep-outboxes.ts";
import { makeSyncConfiguration } from "./sync-configuration.ts";
import { makeSyncRecords } from "./sync-records.ts";
import { makeSyncTouches } from "./sync-touches.ts";
import type { ActivityWorld } from "./world.ts";

/** The activities of each task queue. Alerts never wait behind scans, because each queue has workers of its own. */
export function makeActivities(world: ActivityWorld) {
  return {
    audit: {
      runChecks: makeRunChecks(world),
      announceAlerts: makeAnnounceAlerts(world),
      escalateAlert: makeEscalateAlert(world),
      finishOnboarding: makeFinishOnboarding(world),
      failRun: makeFailRun(world),
      sweepOutboxes: makeSweepOutboxes(world),
      pruneHistory: makePruneHistory(world),
      buildWeeklyReport: makeBuildWeeklyReport(world),
    },
    hubspot: {
      planAudit: makePlanAudit(world),
      probePortal: makeProbePortal(world),
      syncRecords: makeSyncRecords(world),
      syncConfiguration: makeSyncConfiguration(world),
      syncTouches: makeSyncTouches(world),
    },
    delivery: { sendNext: makeSendNext(world) },
  };
}

export type Activities = ReturnType<typeof makeActivities>;
