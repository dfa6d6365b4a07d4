import { z } from "zod";
import { cut } from "../cut.ts";
import { Holiday, WeekdayName } from "./business-hours.ts";
import { clockPattern } from "./clock-time.ts";
import { matcherLines } from "./matcher.ts";
import { plainText } from "./plain-text.ts";
import { TimeZone } from "./time-zone.ts";

const receiverName = z.string().min(1);

/** Who hears of findings that a line of `routes` is too coarse for. */
export const RouteRules = z
  .array(
    z.strictObject({
      ...matcherLines,
      notify: z
        .preprocess((input) => (typeof input === "string" ? [input] : input), z.array(receiverName).min(1).max(20))
        .describe("Receivers, or owner: the receiver who is the finding's owner, else whom its topic goes to"),
    }),
  )
  .max(100)
  .describe("Who hears of which findings, before routes: is asked. The first rule that fits decides");

const dayAndTime = /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$/;
const isDayThatExists = (text: string) => Holiday.safeParse(text.slice(0, 10)).success;
const isOnce = (text: string) => dayAndTime.test(text) && isDayThatExists(text);

const WindowTime = z
  .string()
  .refine((text) => clockPattern.test(text) || isOnce(text), {
    error: ({ input }) =>
      `"${cut(String(input))}" is no time of a window. Write "2026-12-05 22:00" for one that comes once, or "22:00" for one that comes again.`,
    abort: true,
  })
  .meta({ examples: ["22:00", "2026-12-05 22:00"] });

/** Planned times in which nobody is told. */
export const MaintenanceWindows = z
  .array(
    z
      .strictObject({
        name: plainText(100).describe("What is done, as messages say it, such as CRM import"),
        from: WindowTime.describe('"22:00", or "2026-12-05 22:00" for a window that comes once'),
        until: WindowTime.describe("The same; a time of day that is not later than from: is the next day's"),
        days: z.array(WeekdayName).min(1).max(7).optional().describe("On which it begins; every day when left out"),
        timeZone: TimeZone.optional().describe("The client's when left out"),
        ...matcherLines,
      })
      .superRefine(({ from, until, days }, context) => {
        const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
        if (isOnce(from) !== isOnce(until))
          refuse(
            "until",
            "One of from: and until: has a day and the other has none. Write a day in both, or in neither.",
          );
        else if (isOnce(from) && until <= from) refuse("until", "It ends before it begins. Write a later time.");
        else if (!isOnce(from) && until === from)
          refuse("until", "It ends when it begins. Write another time, such as an hour later.");
        if (isOnce(from) && days !== undefined)
          refuse("days", "A window with a day comes once. Remove days:, or write times of day only.");
      }),
  )
  .max(100)
  .describe("Planned times in which no one is told; what is still wrong afterwards is told then");

/** Who is away, and who hears what would have gone there. */
export const Absences = z
  .array(
    z
      .strictObject({
        receiver: receiverName.describe("Who is away"),
        backup: receiverName.describe("Who hears it meanwhile"),
        from: Holiday.describe("The first day, in the client's zone"),
        until: Holiday.describe("The last day"),
      })
      .superRefine(({ receiver, backup, from, until }, context) => {
        if (until < from)
          context.addIssue({
            code: "custom",
            path: ["until"],
            message: "The last day lies before the first. Swap them.",
          });
        if (receiver === backup)
          context.addIssue({
            code: "custom",
            path: ["backup"],
            message: "No one can stand in for themselves. Name another receiver.",
          });
      }),
  )
  .max(200)
  .describe("Who is away, and who hears what would have gone there");
