import { createHash } from "node:crypto";
import type {
  CalendarSpec,
  ScheduleOptions,
  ScheduleOptionsStartWorkflowAction,
  ScheduleSpec,
} from "@temporalio/client";
import type { Duration, Workflow } from "@temporalio/common";
import type { DesiredSchedule, Timing } from "./desired-schedules.ts";

/** What a schedule of ours carries, so that the next plan knows it and can say what has changed. */
export interface ScheduleMemo {
  readonly managedBy: "revwatch";
  readonly description: string;
  /** Of `written`. Plans compare this and never the server's own description, which it rewrites. */
  readonly hash: string;
  /** The schedule as canonical JSON. */
  readonly written: string;
}

/** A schedule in Temporal's own words. */
export function scheduleOptions(
  desired: DesiredSchedule,
): Pick<ScheduleOptions, "spec" | "policies"> & { readonly action: ScheduleOptionsStartWorkflowAction<Workflow> } {
  return {
    spec: specOf(desired),
    policies: { overlap: desired.overlap, catchupWindow: desired.catchUp as Duration },
    action: {
      type: "startWorkflow",
      workflowType: desired.workflowType,
      workflowId: desired.scheduleId,
      taskQueue: desired.taskQueue,
      args: [desired.argument],
      memo: { ...memoOf(desired) },
    },
  };
}

export function memoOf(desired: DesiredSchedule): ScheduleMemo {
  const written = canonicalJson(desired);
  const hash = createHash("sha256").update(written).digest("hex");
  return { managedBy: "revwatch", description: desired.description, hash, written };
}

function specOf({ timing, jitterSeconds }: DesiredSchedule): ScheduleSpec {
  const jitter = jitterSeconds === 0 ? {} : { jitter: jitterSeconds * 1_000 };
  if ("everySeconds" in timing) return { intervals: [{ every: timing.everySeconds * 1_000 }], ...jitter };
  return { calendars: [calendarOf(timing)], timezone: timing.timeZone, ...jitter };
}

/** Single values only: a range with a start and no end means "from there to the largest". */
function calendarOf(timing: Extract<Timing, { at: string }>): CalendarSpec {
  const [hour, minute] = timing.at.split(":").map(Number);
  const day = timing.on === "every-day" ? {} : { dayOfWeek: timing.on.toUpperCase() as "MONDAY" };
  return { hour: hour!, minute: minute!, second: 0, ...day };
}

/** The same text for the same value, whatever order its keys were written in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
