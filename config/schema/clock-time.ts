import { cut } from "../cut.ts";
import { z } from "zod";

export const clockPattern = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A local time of day. */
export const ClockTime = z
  .string()
  .regex(clockPattern, {
    error: ({ input }) => `"${cut(String(input))}" is not a time of day. Write hours and minutes, such as "08:30".`,
    // Otherwise a comparison of two times would judge half a time and add a false fault.
    abort: true,
  })
  .meta({ description: 'A time of day, such as "08:30"', examples: ["08:30"] });
