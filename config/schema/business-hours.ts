import { cut } from "../cut.ts";
import { z } from "zod";
import { minuteOfDay } from "../../domain/time/civil-day.ts";
import type { BusinessHours, OpeningHours, Weekday } from "../config.ts";
import { ClockTime, clockPattern } from "./clock-time.ts";

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

const meaning =
  'The hours in which the client\'s team answers: { opens: "08:30", closes: "18:00" }, with a line for each weekday that differs, such as friday: 08:30-16:00; or always';
const overMidnight = "Hours that close before they open end on the next day.";

/** "08:30-18:00" → ["08:30", "18:00"]; null when it is no span. */
function parseSpan(text: string): readonly [opens: string, closes: string] | null {
  const [opens = "", closes = "", ...more] = text.split("-").map((part) => part.trim());
  const isSpan = more.length === 0 && clockPattern.test(opens) && clockPattern.test(closes) && opens !== closes;
  return isSpan ? [opens, closes] : null;
}

const Span = z
  .string()
  .refine((text) => parseSpan(text) !== null, {
    error: ({ input }) =>
      `"${String(input)}" is not a span of hours. Write when it opens and closes, such as 08:30-18:00, or closed.`,
  })
  .meta({ description: `Such as 08:30-18:00. ${overMidnight}`, examples: ["08:30-18:00", "22:00-06:00"] });

const OnWeekday = z
  .union([z.literal("closed"), Span, z.array(Span).min(1).max(8)], {
    error: ({ input }) =>
      `${typeof input === "string" ? `"${input}" is` : "These are"} no opening hours. Write 08:30-18:00, a list of such spans, or closed.`,
  })
  .optional();

const workingWeek = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;

const Hours = z
  .strictObject({
    days: z
      .array(WeekdayName)
      .min(1)
      .optional()
      .describe("On which opens and closes hold: Monday to Friday when left out"),
    opens: ClockTime.optional(),
    closes: ClockTime.optional().describe(overMidnight),
    ...(Object.fromEntries(weekdays.map((day) => [day, OnWeekday])) as Record<Weekday, typeof OnWeekday>),
  })
  .superRefine(({ days, opens, closes, ...byDay }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (new Set(days).size !== (days ?? []).length) refuse("days", "A day is listed twice. Remove one.");
    if (opens !== undefined && opens === closes)
      refuse(
        "closes",
        "It opens and closes at the same time. Write businessHours: always for a team that works around the clock.",
      );
    const needsBoth = days !== undefined || Object.values(byDay).every((hours) => hours === undefined);
    for (const [name, value, other] of [
      ["opens", opens, closes],
      ["closes", closes, opens],
    ] as const) {
      if (value === undefined && (needsBoth || other !== undefined))
        refuse(
          name,
          `This setting is missing. Write ${name}: "${name === "opens" ? "08:30" : "18:00"}", or hours for each weekday.`,
        );
    }
  });

export const BusinessHoursInput = z
  .union([z.literal("always"), Hours], {
    error: ({ input }) => (input === undefined ? `This setting is missing. ${meaning}.` : `${meaning}.`),
  })
  .transform(spansOf)
  .superRefine((hours, context) => {
    const overlap = hours === "always" ? null : overlapOf(hours);
    if (overlap !== null)
      context.addIssue({ code: "custom", message: `${overlap} overlap. Join them, or end the first one earlier.` });
  })
  .describe(meaning);

/** A weekday's own line comes instead of what holds on all days. */
function spansOf(written: "always" | z.output<typeof Hours>): BusinessHours {
  if (written === "always") return written;
  const { days = workingWeek, opens, closes } = written;
  return weekdays.flatMap((day): readonly OpeningHours[] => {
    const own = written[day];
    if (own === "closed") return [];
    if (own !== undefined)
      return [own].flat().map((span) => {
        const [opensAt, closesAt] = parseSpan(span)!;
        return { day, opens: opensAt, closes: closesAt };
      });
    return opens === undefined || closes === undefined || !days.includes(day as never) ? [] : [{ day, opens, closes }];
  });
}

const minutesPerWeek = 7 * 24 * 60;

/** Names two spans that overlap, or null. The week is a ring: Sunday's night may reach into Monday. */
function overlapOf(spans: readonly OpeningHours[]): string | null {
  const inWeek = spans
    .map((span) => {
      const [opens, closes] = [span.opens, span.closes].map(minuteOfDay) as [number, number];
      const from = weekdays.indexOf(span.day) * 24 * 60 + opens;
      return { span, from, until: from + closes - opens + (closes > opens ? 0 : 24 * 60) };
    })
    .sort((a, b) => a.from - b.from);
  for (const [index, { span, until }] of inWeek.entries()) {
    const next = inWeek[index + 1] ?? { ...inWeek[0]!, from: inWeek[0]!.from + minutesPerWeek };
    if (until > next.from) return `${say(span)} and ${say(next.span)}`;
  }
  return null;
}

function say({ day, opens, closes }: OpeningHours): string {
  return `${day} ${opens}-${closes}`;
}

/** A local calendar day that exists. */
export const Holiday = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: ({ input }) => objectionTo(input), abort: true })
  .refine(isDay, { error: ({ input }) => objectionTo(input) })
  .meta({ description: 'A day on which nobody works, such as "2026-12-25"', examples: ["2026-12-25"] });

function objectionTo(input: unknown): string {
  return `"${cut(String(input))}" is not a day. Write year, month and day, such as "2026-12-25".`;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
