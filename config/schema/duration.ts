import { cut } from "../cut.ts";
import { z } from "zod";
import type { CadenceTiming } from "../config.ts";
import { clockPattern } from "./clock-time.ts";

const secondsPer: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };

const spanPattern = /^\s*([1-9]\d{0,4}) (second|minute|hour|day)s?\s*$/;

/** "5 minutes" → 300; null when it is not a duration. */
function parseDuration(text: string): number | null {
  const match = spanPattern.exec(text);
  return match === null ? null : Number(match[1]) * secondsPer[match[2]!]!;
}

interface Bounds {
  readonly shortest: number;
  readonly longest: number;
  readonly words: string;
}
const usualBounds: Bounds = { shortest: 10, longest: 7 * 86_400, words: "10 seconds to 7 days" };

/** A span of time as people write it, within bounds of its own. Its value is in seconds. */
export const spanOf = (bounds: Bounds) =>
  z
    .string()
    .transform((text, context) => {
      const seconds = parseDuration(text);
      if (seconds === null)
        return refuse(
          context,
          `"${cut(text)}" is not a span of time. Write a number and its unit, such as "15 minutes".`,
        );
      return withinBounds(seconds, text, context, bounds);
    })
    .meta({
      description: 'A span of time, such as "15 minutes"',
      pattern: spanPattern.source,
      examples: ["20 seconds", "15 minutes", "2 hours"],
    });

/** A span of time as people write it. Its value is in seconds. */
export const Duration = spanOf(usualBounds);

/** How often a cadence runs: a span of time, or a time of day in the client's zone. */
export const Timing = z
  .string()
  .transform((text, context): CadenceTiming => {
    const seconds = parseDuration(text);
    if (seconds !== null) return { everySeconds: withinBounds(seconds, text, context, usualBounds) };
    if (!clockPattern.test(text))
      return refuse(
        context,
        `"${cut(text)}" is not a cadence. Write a span such as "5 minutes", or a time of day such as "06:30".`,
      );
    return { dailyAt: text };
  })
  .meta({
    description: 'A span such as "5 minutes", or a daily time such as "06:30" in the client\'s zone',
    pattern: `${spanPattern.source}|${clockPattern.source}`,
    examples: ["5 minutes", "06:30"],
  });

function withinBounds(
  seconds: number,
  text: string,
  context: z.RefinementCtx,
  { shortest, longest, words }: Bounds,
): number {
  if (seconds >= shortest && seconds <= longest) return seconds;
  return refuse(context, `"${cut(text)}" is too ${seconds < shortest ? "short" : "long"}. Use ${words}.`);
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}
