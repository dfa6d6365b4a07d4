import type { ScheduleChange } from "../../operations/schedules/decide-changes.ts";
import type { SchedulePlan } from "../../operations/plan-schedules.ts";
import type { AppliedSchedules } from "../../operations/apply-schedules.ts";
import { countOf } from "../../domain/duration.ts";
import { paint } from "./style.ts";

const signs: Readonly<Record<ScheduleChange["change"], string>> = {
  create: paint("green", "+ create"),
  update: paint("yellow", "~ update"),
  pause: paint("yellow", "⏸ pause "),
  resume: paint("green", "▶ resume"),
  revive: paint("green", "+ revive"),
  prune: paint("red", "- delete"),
  unchanged: paint("dim", "  keep  "),
  foreign: paint("red", "! foreign"),
};

/** What apply would do, with the reasons of each change. */
export function sayPlan(plan: SchedulePlan): string {
  const shown = plan.changes.filter(({ change }) => change !== "unchanged");
  const kept = plan.changes.length - shown.length;
  return [
    ...shown.flatMap(sayChange),
    ...plan.toOnboard.map(
      (clientId) => `${paint("green", "+ onboard")} ${clientId}: a full copy and a first audit, without alerts`,
    ),
    ...plan.onboarding.map((clientId) => paint("dim", `${clientId} is being onboarded`)),
    kept === 0 ? null : paint("dim", `${countOf(kept, "schedule")} unchanged`),
    plan.isUpToDate ? "Nothing to do." : null,
  ]
    .filter((line) => line !== null)
    .join("\n");
}

/** What apply did. */
export function sayApplied({ changes, onboarding }: AppliedSchedules): string {
  const made = changes.filter(({ change, failed }) => change !== "unchanged" && failed === null);
  const failed = changes.filter((change) => change.failed !== null);
  return [
    ...made.flatMap(sayChange),
    ...failed.map(({ scheduleId, failed: why }) => `${paint("red", "failed")} ${scheduleId}: ${why}`),
    ...onboarding.map(({ clientId, workflowId, failed: why }) =>
      why === null
        ? `${paint("green", "onboarding")} ${clientId} (workflow ${workflowId})`
        : `${paint("red", "failed")} onboarding of ${clientId}: ${why}`,
    ),
    made.length + failed.length + onboarding.length === 0 ? "Nothing had to be done." : null,
  ]
    .filter((line) => line !== null)
    .join("\n");
}

function sayChange({ change, scheduleId, description, reasons, pausedBecause }: ScheduleChange): readonly string[] {
  const paused = pausedBecause === null ? "" : paint("dim", ` (paused: ${pausedBecause})`);
  return [
    `${signs[change]} ${scheduleId}  ${paint("dim", description)}${paused}`,
    ...reasons.map((reason) => `           ${reason}`),
  ];
}
