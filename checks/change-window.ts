import { z } from "zod";
import { openSpan, type WindowTimes } from "../domain/time/maintenance-window.ts";
import type { CheckContext } from "./description.ts";

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
const time = /^(?:\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) )?(?:[01]\d|2[0-3]):[0-5]\d$/;

const ChangeWindow = z
  .strictObject({
    name: z.string().max(100).optional().describe("What is changed then"),
    from: z.string().regex(time).describe('"22:00", or "2026-12-05 22:00" for a window that comes once'),
    until: z.string().regex(time).describe("The same; a time that is not later than from: is the next day's"),
    days: z.array(z.enum(weekdays)).min(1).max(7).optional().describe("On which it begins; every day when left out"),
    timeZone: z.string().optional().describe("The client's when left out"),
  })
  .refine(({ from, until }) => from.includes(" ") === until.includes(" ") && (!from.includes(" ") || from < until), {
    error: "Write a day in both from: and until:, or in neither, and let until: come later.",
  });

/** The setting by which checks of drift know planned changes. */
export const changeWindowParams = {
  changeWindows: z
    .array(ChangeWindow)
    .max(100)
    .default([])
    .describe("Agreed times in which changes are made; what is changed in one is not told"),
};

/** Why such a change is not told. */
export const plannedChange = "it was changed in an agreed change window; `revwatch drift` shows it";

type Params = z.output<z.ZodObject<typeof changeWindowParams>>;

/** Whether something that was changed at an instant was changed in one of the client's windows. */
export function isInChangeWindow(
  at: Date,
  { params, businessTime }: Pick<CheckContext<Params>, "params" | "businessTime">,
): boolean {
  return params.changeWindows.some(({ from, until, days, timeZone = businessTime.timeZone }) => {
    const times: WindowTimes = from.includes(" ")
      ? { kind: "once", from, until }
      : { kind: "weekly", from, until, weekdays: (days ?? weekdays).map((day) => weekdays.indexOf(day)) };
    return isOpenAt(times, timeZone, at);
  });
}

/** A zone that there is not opens no window. */
function isOpenAt(times: WindowTimes, timeZone: string, at: Date): boolean {
  try {
    return openSpan(times, timeZone, at) !== null;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
