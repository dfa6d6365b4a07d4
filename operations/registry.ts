import type { z } from "zod";
import { acceptDrift } from "./drift/accept-drift.ts";
import { investigateDrift } from "./drift/investigate-drift.ts";
import { listDrift } from "./drift/list-drift.ts";
import { acceptFinding } from "./alerting/accept-finding.ts";
import { addSilence } from "./alerting/add-silence.ts";
import { assignFindings } from "./alerting/assign-findings.ts";
import { drillClient } from "./alerting/drill-client.ts";
import { endSilence } from "./alerting/end-silence.ts";
import { endSnooze } from "./alerting/end-snooze.ts";
import { listAlerts } from "./alerting/list-alerts.ts";
import { listMaintenance } from "./alerting/list-maintenance.ts";
import { listSilences } from "./alerting/list-silences.ts";
import { noteFinding } from "./alerting/note-finding.ts";
import { snoozeFindings } from "./alerting/snooze-findings.ts";
import { withdrawAcceptance } from "./alerting/withdraw-acceptance.ts";
import { acknowledgeAlert } from "./acknowledge-alert.ts";
import { applySchedules } from "./apply-schedules.ts";
import { auditNow } from "./audit-now.ts";
import { dismissDelivery } from "./dismiss-delivery.ts";
import { backUp } from "./back-up.ts";
import { declareRestored } from "./declare-restored.ts";
import { doctor } from "./doctor.ts";
import { exchangeButtonKey } from "./exchange-button-key.ts";
import { excludeFinding } from "./exclude-finding.ts";
import { explainFinding } from "./explain-finding.ts";
import { forgetContact } from "./forget-contact.ts";
import { listChecks } from "./list-checks.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { listFindings } from "./list-findings.ts";
import { listHands } from "./list-hands.ts";
import { measureLeads } from "./measure-leads.ts";
import { muteCheck } from "./mute-check.ts";
import { nameCause } from "./name-cause.ts";
import { onboardClient } from "./onboard-client.ts";
import type { Operation } from "./operation.ts";
import { planSchedules } from "./plan-schedules.ts";
import { purgeClient } from "./purge-client.ts";
import { reportNow } from "./report-now.ts";
import { retryDelivery } from "./retry-delivery.ts";
import { setTelling } from "./set-telling.ts";
import { status } from "./status.ts";
import { takeBackExclusion } from "./take-back-exclusion.ts";
import { unmuteCheck } from "./unmute-check.ts";
import type { World } from "./world.ts";

/** Everything that can be asked for by name, over the control socket or in process. */
export const operations = [
  acceptDrift,
  acceptFinding,
  acknowledgeAlert,
  addSilence,
  applySchedules,
  assignFindings,
  auditNow,
  dismissDelivery,
  backUp,
  declareRestored,
  doctor,
  drillClient,
  endSilence,
  endSnooze,
  exchangeButtonKey,
  excludeFinding,
  explainFinding,
  forgetContact,
  investigateDrift,
  listAlerts,
  listChecks,
  listDeliveries,
  listDrift,
  listFindings,
  listHands,
  listMaintenance,
  listSilences,
  measureLeads,
  muteCheck,
  nameCause,
  noteFinding,
  onboardClient,
  planSchedules,
  purgeClient,
  reportNow,
  retryDelivery,
  snoozeFindings,
  setTelling,
  status,
  takeBackExclusion,
  unmuteCheck,
  withdrawAcceptance,
] as unknown as readonly Operation<z.ZodType, unknown, World>[];
