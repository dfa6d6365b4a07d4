import { activityInfo, heartbeat } from "@temporalio/activity";
import type { ActivityInboundCallsInterceptor } from "@temporalio/worker";
import { auditQueue } from "../connectors/temporal/signals.ts";

/**
 * Activities of the store beat by themselves for as long as their process lives, so that the work of a killed worker is
 * taken up within half a minute and not at the end of its time-out. Those of HubSpot beat where they get on.
 */
export const beat: ActivityInboundCallsInterceptor = {
  async execute(input, next) {
    const { heartbeatTimeoutMs, taskQueue } = activityInfo();
    if (heartbeatTimeoutMs === undefined || taskQueue !== auditQueue) return next(input);
    const beating = setInterval(() => heartbeat(), heartbeatTimeoutMs / 6);
    try {
      return await next(input);
    } finally {
      clearInterval(beating);
    }
  },
};
