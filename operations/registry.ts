import type { z } from "zod";
import { acceptDrift } from "./drift/accept-drift.ts";
import { investigateDrift } from "./drift/investigate-drift.ts";
import { listDrift } from "./drift/list-drift.ts";
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
import { status } from "./status.ts";
import { takeBackExclusion } from "./take-back-exclusion.ts";
import { unmuteCheck } from "./unmute-check.ts";
import type { World } from "./world.ts";

/** Everything that can be asked for by name, over the control socket or in process. */
export const operations = [
  acceptDrift,
  acknowledgeAlert,
  applySchedules,
  auditNow,
  dismissDelivery,
  backUp,
  declareRestored,
  doctor,
  exchangeButtonKey,
  excludeFinding,
  explainFinding,
  forgetContact,
  investigateDrift,
  listChecks,
  listDeliveries,
  listDrift,
  listFindings,
  listHands,
  measureLeads,
  muteCheck,
  nameCause,
  onboardClient,
  planSchedules,
  purgeClient,
  reportNow,
  retryDelivery,
  status,
  takeBackExclusion,
  unmuteCheck,
] as unknown as readonly Operation<z.ZodType, unknown, World>[];
