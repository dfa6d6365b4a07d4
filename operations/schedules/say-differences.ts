import { sayTiming, type DesiredSchedule, type Timing } from "./desired-schedules.ts";
import { canonicalJson } from "./schedule-options.ts";

const fieldNames: Readonly<Partial<Record<keyof DesiredSchedule, string>>> = {
  timing: "when",
  jitterSeconds: "jitter",
  overlap: "while one still runs",
  catchUp: "catch-up",
  workflowType: "workflow",
  taskQueue: "task queue",
  argument: "argument",
};

/** "when: every 5 min → every 10 min", one for each setting that differs from what was written. */
export function sayDifferences(written: string, desired: DesiredSchedule): readonly string[] {
  const before = parseWritten(written);
  const said = (Object.keys(fieldNames) as (keyof DesiredSchedule)[])
    .filter((field) => canonicalJson(before[field]) !== canonicalJson(desired[field]))
    .map((field) => `${fieldNames[field]}: ${sayValue(before[field])} → ${sayValue(desired[field])}`);
  return said.length > 0 ? said : ["it was written by another version of Revwatch"];
}

function parseWritten(written: string): Partial<DesiredSchedule> {
  try {
    return JSON.parse(written) as Partial<DesiredSchedule>;
  } catch {
    return {};
  }
}

function sayValue(value: DesiredSchedule[keyof DesiredSchedule] | undefined): string {
  if (value === undefined || value === null) return "not known";
  if (typeof value !== "object") return String(value);
  return isTiming(value) ? sayTiming(value) : canonicalJson(value);
}

function isTiming(value: object): value is Timing {
  return "everySeconds" in value || "timeZone" in value;
}
