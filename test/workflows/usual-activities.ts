import type { Activities } from "../../activities/index.ts";
import { granted } from "../../domain/access.ts";
import { scanOfPair } from "../../domain/mirror/associations.ts";
import type { AuditPlan, RunResult, ScanReceipt } from "../../activities/shapes.ts";

export const plan: AuditPlan = {
  access: granted,
  uiDomain: "app.hubspot.com",
  records: [
    { type: "contact", properties: ["lifecyclestage", "hubspot_owner_id"] },
    { type: "deal", properties: ["dealstage", "closedate"] },
  ],
  items: ["owner", "pipeline"],
  touchLookBackDays: 14,
  checkIds: ["lead-unanswered", "deal-close-date-past"],
  missingProperties: [],
};

export const complete: RunResult = {
  status: "complete",
  counts: { opened: 1, reopened: 0, resolved: 0, stillOpen: 1, unknown: 0 },
  score: 92,
  hasNews: true,
};

type All = Activities["audit"] & Activities["hubspot"] & Activities["delivery"];

/** Everything goes well, and there is one new finding. */
export const usual: All = {
  // Too long for one activity, from its very beginning.
  runShort: async () => ({ receipts: [] }),
  planAudit: async () => plan,
  probePortal: async () => ({ probed: 0, refused: [] }),
  syncRecords: async (_run, { type }) => receipt(type),
  syncAssociations: async (_run, pairs) => pairs.map((pair) => receipt(scanOfPair(pair))),
  syncConfiguration: async (_run, items) => items.map((item) => receipt(item)),
  syncTouches: async () => [receipt("hand"), receipt("touch")],
  runChecks: async () => complete,
  announceAlerts: async () => {},
  failRun: async () => {},
  finishOnboarding: async () => ({ unpaused: 4 }),
  escalateAlert: async ({ step }) => ({ status: "open", nextStep: step + 1 }),
  nextDeadline: async () => ({ dueAt: null }),
  meetDeadline: async () => ({ hasRun: true }),
  sweepOutboxes: async () => ({
    reconciled: 0,
    alerts: 0,
    senders: 0,
    rearmed: 0,
    diverted: 0,
    onboarding: 0,
    lateReports: 0,
  }),
  pruneHistory: async () => ({}),
  buildWeeklyReport: async () => ({ period: "2026-W47", recipients: ["founder"] }),
  sendNext: async () => ({ sent: false, nextDueAt: null }),
};

function receipt(subject: ScanReceipt["subject"]): ScanReceipt {
  return { subject, status: "complete", reason: null, records: 12 };
}
