import type { ScheduleChange } from "../../operations/schedules/decide-changes.ts";
import type { SchedulePlan } from "../../operations/plan-schedules.ts";
import type { NewNeed } from "../../operations/reads/new-needs.ts";
import type { AppliedSchedules } from "../../operations/apply-schedules.ts";
import { countOf, sayMinutes } from "../../domain/duration.ts";
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
    ...plan.newNeeds.map(sayNewNeed),
    ...plan.unknownTeams.map(sayUnknownTeam),
    kept === 0 ? null : paint("dim", `${countOf(kept, "schedule")} unchanged`),
    plan.isUpToDate ? "Nothing to do." : null,
  ]
    .filter((line) => line !== null)
    .join("\n");
}

/** What apply did. */
export function sayApplied({ changes, onboarding, newNeeds, unknownTeams }: AppliedSchedules): string {
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
    ...newNeeds.map(sayNewNeed),
    ...unknownTeams.map(sayUnknownTeam),
    made.length + failed.length + onboarding.length === 0 ? "Nothing had to be done." : null,
  ]
    .filter((line) => line !== null)
    .join("\n");
}

/** What a new check costs before it says anything; the others go on meanwhile. */
function sayNewNeed({ clientId, what, checkIds, requests, minutes }: NewNeed): string {
  const price =
    requests === null
      ? "how many requests is known once HubSpot was asked how many there are"
      : `${countOf(requests, "request")}, about ${sayMinutes(minutes!)} beside the audits`;
  return `${paint("yellow", "+ read  ")} ${clientId}: ${what}, for ${checkIds.join(", ")}: ${price}`;
}

function sayUnknownTeam({ clientId, what }: SchedulePlan["unknownTeams"][number]): string {
  return `${paint("yellow", "! team  ")} ${clientId}: ${what}`;
}

function sayChange({ change, scheduleId, description, reasons, pausedBecause }: ScheduleChange): readonly string[] {
  const paused = pausedBecause === null ? "" : paint("dim", ` (paused: ${pausedBecause})`);
  return [
    `${signs[change]} ${scheduleId}  ${paint("dim", description)}${paused}`,
    ...reasons.map((reason) => `           ${reason}`),
  ];
}
