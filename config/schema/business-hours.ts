import { z } from "zod";
import type { Weekday } from "../config.ts";
import { ClockTime } from "./clock-time.ts";

const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const satisfies readonly Weekday[];

export const WeekdayName = z.enum(weekdays);

const meaning = 'The hours in which the client\'s team answers: { opens: "08:30", closes: "18:00" }, or always';

const OpeningHours = z
  .strictObject({
    days: z
      .array(WeekdayName)
      .min(1)
      .default(["monday", "tuesday", "wednesday", "thursday", "friday"])
      .describe("Monday to Friday when left out"),
    opens: ClockTime,
    closes: ClockTime,
  })
  .refine(({ opens, closes }) => opens < closes, {
    path: ["closes"],
    error: "The day closes before it opens. Hours over midnight are not supported: use always for a team that works at night.",
  })
  .refine(({ days }) => new Set(days).size === days.length, { path: ["days"], error: "A day stands here twice. Remove one." });

export const BusinessHoursInput = z
  .union([z.literal("always"), OpeningHours], {
    error: ({ input }) => (input === undefined ? `This setting is missing. ${meaning}.` : `${meaning}.`),
  })
  .describe(meaning);

/** A local calendar day that exists. */
export const Holiday = z
  .string()
  .refine(isDay, { error: ({ input }) => `"${String(input)}" is not a day. Write year, month and day, such as "2026-12-25".` })
  .meta({ description: 'A day on which nobody works, such as "2026-12-25"', examples: ["2026-12-25"] });

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
