import { acknowledgeAlert } from "./acknowledge-alert.ts";
import { applySchedules } from "./apply-schedules.ts";
import { auditNow } from "./audit-now.ts";
import { onboardClient } from "./onboard-client.ts";
import type { Operation } from "./operation.ts";
import { planSchedules } from "./plan-schedules.ts";
import { reportNow } from "./report-now.ts";
import type { World } from "./world.ts";
import type { z } from "zod";

/** Everything that can be asked for by name, over the control socket or in process. */
export const operations = [
  acknowledgeAlert,
  applySchedules,
  auditNow,
  onboardClient,
  planSchedules,
  reportNow,
] as unknown as readonly Operation<z.ZodType, unknown, World>[];
