/** Every exported function here is a workflow. */
export { alertLifecycle } from "./alert-lifecycle.ts";
export { auditClient } from "./audit-client.ts";
export { deliverOutbox } from "./deliver-outbox.ts";
export { leadClock } from "./lead-clock.ts";
export { onboardClient } from "./onboard-client.ts";
export { superviseFleet } from "./supervise-fleet.ts";
export { weeklyReport } from "./weekly-report.ts";
