import type { AlarmRule } from "../alarm.ts";
import type { ScheduleFact } from "../facts.ts";
import { sayAt } from "../say.ts";

export const scheduleStopped: AlarmRule = {
  kind: "schedule-stopped",
  title: "A schedule does not run",
  severity: "high",
  holds: true,
  hides: (own, other) =>
    other.kind === "audits-late" && other.clientId === own.clientId && own.subject.endsWith(`/${other.subject}`),
  meaning: "A schedule is missing, paused without an operator's note, or does not fire, so what it starts does not happen.",
  remedy: "Run `revwatch plan`, then `revwatch apply`: it makes schedules as the config asks. A pause with your own note stays.",
  find: ({ schedules }, now) =>
    schedules.map((schedule) => ({
      kind: "schedule-stopped",
      clientId: schedule.clientId,
      subject: schedule.scheduleId,
      since: schedule.since,
      what: `Schedule ${schedule.scheduleId} ${sayFault[schedule.fault]} since ${sayAt(schedule.since, now)}.`,
      why: sayWhy(schedule),
      wayOut: wayOut[schedule.fault],
      over: `Schedule ${schedule.scheduleId} runs again.`,
    })),
};

const sayFault: Readonly<Record<ScheduleFact["fault"], string>> = {
  missing: "has been missing",
  foreign: "has not been ours",
  paused: "has been paused",
  "never-fires": "has not fired",
};

function sayWhy({ fault, note }: ScheduleFact): string | null {
  if (fault === "paused") return note === null || note === "" ? "No operator's note says why." : `Its note says "${note}".`;
  return fault === "never-fires" ? "Temporal shows a next run that does not come." : null;
}

const apply = "Run `revwatch plan`, then `revwatch apply`.";
const wayOut: Readonly<Record<ScheduleFact["fault"], string>> = {
  missing: apply,
  foreign: "Delete or rename that schedule in Temporal, then run `revwatch apply`.",
  paused: apply,
  "never-fires": `${apply} If that changes nothing, delete the schedule in Temporal and apply again.`,
};
