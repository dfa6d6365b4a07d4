import { z } from "zod";

/**
 * An instant as labels tell it, against the audit's own: `-14d`, `-26h`, `-90wm` (working minutes), `-26wh` (working
 * hours), `born+2m` (after the group's first record), `workday-1@22:40`, `workday0@opens+50m`, `day-2@12:00` (calendar
 * days). Local times are the client's.
 */
export const Instant = z
  .string()
  .regex(/^(born|(work)?day-?\d+@(opens|\d\d:\d\d))?([+-]\d+(d|h|m|wm|wh))*$/)
  .min(2);

/** One step of an instant: so many of a unit, forward or back. */
export interface Step {
  readonly count: number;
  readonly unit: "d" | "h" | "m" | "wm" | "wh";
}

export interface ReadInstant {
  /** Where the steps start: at the audit, at the group's birth, or at a time of a day so many days away. */
  readonly from:
    | { readonly kind: "audit" | "born" }
    | { readonly kind: "day" | "workday"; readonly days: number; readonly time: "opens" | number };
  readonly steps: readonly Step[];
}

/** Takes an instant of a label apart. */
export function readInstant(text: string): ReadInstant {
  const [, base = "", rest = ""] = /^(born|(?:work)?day-?\d+@(?:opens|\d\d:\d\d))?(.*)$/.exec(text)!;
  const steps = [...rest.matchAll(/([+-]\d+)(wm|wh|d|h|m)/g)].map(([, count, unit]): Step => ({
    count: Number(count),
    unit: unit as Step["unit"],
  }));
  if (base === "") return { from: { kind: "audit" }, steps };
  if (base === "born") return { from: { kind: "born" }, steps };
  const [, kind, days, time] = /^((?:work)?day)(-?\d+)@(.*)$/.exec(base)!;
  return {
    from: { kind: kind as "day" | "workday", days: Number(days), time: time === "opens" ? time : minutesOf(time!) },
    steps,
  };
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
