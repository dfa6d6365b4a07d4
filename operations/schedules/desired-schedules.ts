import { cadences, type Cadence } from "../../checks/define-check.ts";
import { cadencesInUse } from "../../config/cadences-in-use.ts";
import type { CadenceTiming, ClientConfig, RevwatchConfig, Weekday } from "../../config/config.ts";
import { auditScheduleId, reportScheduleId, scheduleIdsOf, superviseScheduleId } from "../../domain/ids.ts";

/** When a schedule acts: each interval, or at a local time of a day or a weekday. */
export type Timing =
  | { readonly everySeconds: number }
  | { readonly at: string; readonly on: Weekday | "every-day"; readonly timeZone: string };

/** A schedule as the config asks for it, in plain values, so that two of them can be compared. */
export interface DesiredSchedule {
  readonly scheduleId: string;
  /** Null for the schedule that serves all clients. */
  readonly clientId: string | null;
  /** What it does, for whoever looks at it in Temporal's UI. */
  readonly description: string;
  readonly timing: Timing;
  readonly jitterSeconds: number;
  readonly overlap: "SKIP" | "BUFFER_ONE";
  /** After an outage, what was missed for longer than this is left out. */
  readonly catchUp: "10 minutes" | "6 hours" | "2 days";
  /** The workflow's id is this schedule's id with the nominal time behind it. */
  readonly workflowType: "auditClient" | "weeklyReport" | "superviseFleet";
  readonly taskQueue: "audit";
  readonly argument: Readonly<Record<string, string>>;
}

/** Every schedule that a config asks for, sorted by id. Pure. */
export function desiredSchedules(config: RevwatchConfig): readonly DesiredSchedule[] {
  const schedules = [
    superviseSchedule,
    ...config.clients.flatMap((client) => [...auditSchedules(client), reportSchedule(client)]),
  ];
  return schedules.sort((a, b) => a.scheduleId.localeCompare(b.scheduleId));
}

/** Every schedule that a client can have. */
export function possibleScheduleIds(clientId: string): readonly string[] {
  return scheduleIdsOf(clientId, cadences);
}

const superviseSchedule: DesiredSchedule = {
  scheduleId: superviseScheduleId,
  clientId: null,
  description: "Sends what was left in an outbox, each minute",
  timing: { everySeconds: 60 },
  jitterSeconds: 0,
  overlap: "SKIP",
  catchUp: "10 minutes",
  workflowType: "superviseFleet",
  taskQueue: "audit",
  argument: {},
};

function auditSchedules(client: ClientConfig): readonly DesiredSchedule[] {
  return cadencesInUse(client).map((cadence) => auditSchedule(client, cadence));
}

function auditSchedule(client: ClientConfig, cadence: Cadence): DesiredSchedule {
  const { clientId } = client;
  const timing = timingOf(client.cadences[cadence], client.timeZone);
  return {
    scheduleId: auditScheduleId(clientId, cadence),
    clientId,
    description: `The ${cadence} audit of ${clientId}, ${sayTiming(timing)}`,
    timing,
    jitterSeconds: jitterOf(timing),
    overlap: "SKIP",
    // Several missed fast runs are one look at the present; a missed day is worth catching up.
    catchUp: cadence === "fast" ? "10 minutes" : "6 hours",
    workflowType: "auditClient",
    taskQueue: "audit",
    argument: { clientId, cadence },
  };
}

function reportSchedule({ clientId, report, timeZone }: ClientConfig): DesiredSchedule {
  const timing: Timing = { at: report.at, on: report.day, timeZone };
  return {
    scheduleId: reportScheduleId(clientId),
    clientId,
    description: `The weekly report of ${clientId}, ${sayTiming(timing)}`,
    timing,
    jitterSeconds: 0,
    overlap: "BUFFER_ONE",
    catchUp: "2 days",
    workflowType: "weeklyReport",
    taskQueue: "audit",
    argument: { clientId },
  };
}

function timingOf(cadence: CadenceTiming, timeZone: string): Timing {
  return "everySeconds" in cadence ? cadence : { at: cadence.dailyAt, on: "every-day", timeZone };
}

const maxJitterSeconds = 600;

/** Spreads the clients by up to a tenth of the cadence, so that they do not all read at once. */
function jitterOf(timing: Timing): number {
  const everySeconds = "everySeconds" in timing ? timing.everySeconds : 86_400;
  return everySeconds < 60 ? 0 : Math.min(maxJitterSeconds, Math.floor(everySeconds / 10));
}

/** "every 5 min", "on monday at 07:30 (Europe/Berlin)". */
export function sayTiming(timing: Timing): string {
  if ("everySeconds" in timing) return `every ${saySeconds(timing.everySeconds)}`;
  const when = timing.on === "every-day" ? "daily" : `on ${timing.on}`;
  return `${when} at ${timing.at} (${timing.timeZone})`;
}

function saySeconds(seconds: number): string {
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
